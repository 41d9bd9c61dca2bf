// The design systems ask for this before the page is shown, and the site allows no script inside a page.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
