// Runs before the first paint, as a file because the content security policy forbids inline scripts.
(function () {
  var chosen = null;
  var language = null;
  try {
    chosen = localStorage.getItem('rc.theme');
    language = JSON.parse(localStorage.getItem('rc.preferences') || '{}').language;
  } catch (_) {
    // Storage can be blocked; the system's choice then counts.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  var root = document.documentElement;
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  root.lang = language || (/^zh/i.test(navigator.language) ? 'zh-CN' : 'en');
})();
