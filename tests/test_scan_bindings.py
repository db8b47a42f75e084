"""``scan`` knows what a name is bound to, however it was bound."""

import pytest
from scanning import found, marked, sections

from tape_patterns.scan import grammar

FOUND = sections("scan_found.txt")
OTHERS = sections("scan_others.txt")


@pytest.mark.parametrize("name", FOUND)
def test_what_is_found(name):
    assert marked(FOUND[name])
    assert found(FOUND[name]) == marked(FOUND[name])


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_none_of_tensorflow_1(name):
    assert found(OTHERS[name]) == []


def test_what_is_seen_is_in_the_order_of_the_source():
    # Tree-sitter's is that of addresses in memory.
    source = b"".join(b"f%d(g.h%d(x), a=b.c)\n" % (n, n) for n in range(1000))
    seen = grammar.look(grammar.parse(source).root_node)
    assert len(seen["called"]) == len(seen["method"]) == 1000
    for nodes in seen.values():
        places = [(node.start_byte, node.end_byte) for node in nodes]
        assert places == sorted(places)


def test_an_import_is_not_what_a_parameter_of_its_name_is():
    source = (
        "import tensorflow as tf\n"
        "def f(tf):\n    tf.gradients(y, x)\n"
        "class Own:\n    def gradients(self, y, x): pass\n"
        "f(Own())\n"
    )
    assert found(source) == []


def test_a_chain_with_a_backslash():
    source = (
        "import tensorflow as tf\n"
        "op = tf.train.AdamOptimizer(1) \\\n    .minimize(loss)\n"
    )
    assert found(source) == [
        (2, "tf.train.AdamOptimizer"),
        (2, "tf.train.Optimizer.minimize"),
    ]


def test_a_rebound_name_is_what_it_was_bound_to_last():
    source = (
        "import scipy.optimize\nimport tensorflow as tf\n"
        "o = scipy.optimize\no.minimize(f, x)\n"
        "o = tf.train.AdamOptimizer(1)  #! train.AdamOptimizer\n"
        "o.minimize(loss)  #! train.Optimizer.minimize\n"
        "o = o.minimize(loss)  #! train.Optimizer.minimize\n"
        "o = scipy.optimize\no.minimize(f, x)\n"
    )
    assert found(source) == marked(source)


@pytest.mark.parametrize(
    "source",
    [
        "class A(B): pass\nclass B(A):\n    def f(self): self.x.minimize(1)",
        "a = b\nb = a\na.minimize(loss)\na(1)",
        "def f(): return g()\ndef g(): return f()\nf().minimize(loss)",
        "def f(x): return f(x)\nf(f).minimize(loss)",
        "from module import x\nx.minimize(loss)",
        "from module import *\nminimize(loss)",
        "class A(A): pass\nA().minimize(x)",
        "x = [x, x, (x, x)]\nx.minimize(loss)",
    ],
)
def test_what_leads_back_to_itself_comes_to_an_end(source, tmp_path):
    path = tmp_path / "module.py"
    path.write_text(source)
    assert found(f"import tensorflow as tf\n{source}\n", path) == []


def test_a_name_from_another_file_of_the_project(tmp_path):
    package = tmp_path / "package"
    (package / "deep").mkdir(parents=True)
    for folder in (package, package / "deep"):
        (folder / "__init__.py").touch()
    (package / "compat.py").write_text("import tensorflow as tf\nv1 = tf.compat.v1\n")
    (package / "optimizers.py").write_text(
        "from package.compat import v1\n"
        "class Mine(v1.train.AdamOptimizer):\n    pass\n"
        "class Other:\n    def minimize(self, loss):\n        pass\n"
        "def make():\n    return v1.train.AdamOptimizer(1)\n"
        "grad = v1.gradients\n"
    )
    source = (
        "from ..compat import v1 as framework  # tf\n"
        "from ..optimizers import Mine, Other, make, grad as gradients\n"
        "from package import optimizers as o\n"
        "import package.optimizers\n"
        "framework.gradients(y, x)  #! gradients\n"
        "gradients(y, x)  #! gradients\n"
        "Mine(1).minimize(loss)  #! train.Optimizer.minimize\n"
        "make().minimize(loss)  #! train.Optimizer.minimize\n"
        "o.make().minimize(loss)  #! train.Optimizer.minimize\n"
        "package.optimizers.Mine().minimize(loss)  #! train.Optimizer.minimize\n"
        "Other().minimize(loss)\n"
    )
    assert found(source, package / "deep" / "train.py") == marked(source)
