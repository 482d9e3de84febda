// Pages in Japanese say so to screen readers and fonts; Zensical knows one language for the site.
if (/\.ja\/(index\.html)?$/.test(location.pathname)) document.documentElement.lang = "ja";
