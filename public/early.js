/*
 * Runs before everything else and needs nothing else: a classic script in ES5, without a style sheet. It speaks where
 * the page cannot: in a browser that is too old, when the page's own script did not load or stopped while starting, and
 * when starting takes long. While `index.html`'s frame (.skeleton) stands, React has not rendered yet.
 */
(function () {
  'use strict';
  var SLOW_MS = 20000;
  var RETRY_MS = 1000;
  var box = null;
  var retried = false;

  function frameStands() {
    return document.readyState === 'loading' || document.querySelector('#root > .skeleton') !== null;
  }

  function isStyled() {
    return window.getComputedStyle(document.documentElement).getPropertyValue('--surface') !== '';
  }

  /** The first thing said stays: what follows it is mostly its consequence. */
  function tell(text, button, act) {
    if (box) return;
    box = document.createElement('div');
    box.setAttribute('role', 'alert');
    box.id = 'early-word';
    box.style.cssText =
      'position:fixed;z-index:1000;top:0;left:0;right:0;padding:12px 16px;font:16px/1.5 system-ui,sans-serif;' +
      'background:#fff;color:#1b1c1f;border-bottom:2px solid #b3261e';
    var line = document.createElement('p');
    line.style.cssText = 'margin:0 0 8px;max-width:44em';
    line.appendChild(document.createTextNode(text));
    box.appendChild(line);
    var control = document.createElement('button');
    control.type = 'button';
    control.style.cssText = 'font:inherit;padding:4px 16px;cursor:pointer';
    control.appendChild(document.createTextNode(button));
    control.onclick = act;
    box.appendChild(control);
    place();
  }

  function place() {
    if (!document.body) {
      document.addEventListener('DOMContentLoaded', place);
      return;
    }
    document.body.insertBefore(box, document.body.firstChild);
    var root = document.getElementById('root');
    // Without its style sheet the frame is only a heap of labels.
    if (root && root.querySelector('.skeleton') && !isStyled()) root.style.display = 'none';
  }

  function takeBack() {
    if (box && box.parentNode) box.parentNode.removeChild(box);
    box = null;
  }

  function reload() {
    window.location.reload();
  }

  function stopped(error) {
    if (!frameStands()) return;
    var why = (error && error.message) || String(error);
    tell(/[Rr]eload/.test(why) ? why : 'Fanout could not start: ' + why, 'Reload', reload);
  }

  /** Extensions run scripts in this page too; their faults are not ours. */
  function isOurs(error) {
    var stack = (error && error.stack) || '';
    // In the one file (`scripts/single/`) the page's own script has a blob: address.
    return !stack || stack.indexOf(window.location.origin) >= 0 || stack.indexOf('blob:') >= 0;
  }

  /** The page's own script has not run, so that another element with the same address runs it, once. */
  function bringEntryAgain(failed) {
    if (retried) {
      tell('Fanout could not be loaded. Check the connection and reload.', 'Reload', reload);
      return;
    }
    retried = true;
    setTimeout(function () {
      var again = document.createElement('script');
      again.type = 'module';
      again.src = failed.src;
      if (failed.crossOrigin !== null) again.crossOrigin = failed.crossOrigin;
      document.head.appendChild(again);
    }, RETRY_MS);
  }

  // What the page uses and cannot do without. The newest of it decides: popover, AbortSignal.any, checkVisibility.
  var isNewEnough =
    'noModule' in document.createElement('script') &&
    'popover' in HTMLElement.prototype &&
    typeof structuredClone === 'function' &&
    typeof Worker === 'function' &&
    typeof AbortSignal === 'function' &&
    typeof AbortSignal.any === 'function' &&
    typeof DecompressionStream === 'function' &&
    typeof Element.prototype.checkVisibility === 'function' &&
    typeof Array.prototype.toSorted === 'function';
  if (!isNewEnough) {
    tell(
      'This browser is too old for Fanout, so parts of it will not work. It needs Chrome or Edge 116, Firefox 125 or ' +
        'Safari 17.4, or a newer one.',
      'Try anyway',
      takeBack
    );
  }

  window.addEventListener(
    'error',
    function (event) {
      var target = event.target;
      if (target instanceof HTMLScriptElement) {
        if (target.type === 'module' && frameStands()) bringEntryAgain(target);
      } else if (event instanceof ErrorEvent && isOurs(event.error)) stopped(event.error || event);
    },
    true
  );
  window.addEventListener('unhandledrejection', function (event) {
    if (isOurs(event.reason)) stopped(event.reason);
  });

  setTimeout(function () {
    if (!frameStands() || box) return;
    tell('Fanout is still loading. If nothing comes, check the connection and reload.', 'Reload', reload);
    var watch = setInterval(function () {
      if (frameStands()) return;
      clearInterval(watch);
      takeBack();
    }, 500);
  }, SLOW_MS);
})();
