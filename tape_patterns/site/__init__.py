"""What the site's build needs: mathematics, and tables that come from runs."""
