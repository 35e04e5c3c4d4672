"""The rig itself: the browser renders, sees our server, and reports complaints."""

import pytest


@pytest.mark.browser
def test_the_browser_opens_a_page_of_ours(browser_page, axe):
    page = browser_page(theme="dark", width=390).go("/healthz")
    assert "ok" in page.content()
