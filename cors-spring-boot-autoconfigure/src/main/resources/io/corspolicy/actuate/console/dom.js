// What strangers wrote becomes text, never markup: nothing here parses HTML.

const $ = (selector, root = document) => root.querySelector(selector);

function element(name, properties = {}, ...children) {
  const { data, ...rest } = properties;
  const node = Object.assign(document.createElement(name), rest);
  Object.assign(node.dataset, data);
  node.append(...children);
  return node;
}

// Text from a request is ASCII on its way: all else in it is spelt out. Sentences of the server may
// hold letters of any script, but nothing that acts, hides or mixes up.
const ODD_IN_REQUESTS = /[^ -~]/u;
const ODD_IN_SENTENCES = /[\p{C}\p{M}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

const codePoint = (c) => `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

function spelt(text, odd) {
  const nodes = [];
  let plain = '';
  for (const c of text) {
    if (odd.test(c)) {
      nodes.push(plain, element('span', { className: 'odd' }, codePoint(c)));
      plain = '';
    } else {
      plain += c;
    }
  }
  return [...nodes, plain].filter((node) => node !== '');
}

function wire(text, max = Infinity) {
  const whole = String(text);
  const cut = whole.length > max;
  return element('bdi', { className: 'wire', dir: 'ltr' },
    ...spelt(cut ? whole.slice(0, max) : whole, ODD_IN_REQUESTS),
    ...(cut ? [element('small', {}, `… ${number(whole.length)} characters`)] : []));
}

const sentence = (text, name = 'p') => element(name, {}, ...spelt(String(text), ODD_IN_SENTENCES));

const number = (n) => n.toLocaleString('en');

const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

function ago(time, now) {
  const seconds = Math.max(0, Math.round((now - time) / 1000));
  const [n, unit] = seconds < 60 ? [seconds, 's']
    : seconds < 3600 ? [Math.floor(seconds / 60), 'min']
      : seconds < 172800 ? [Math.floor(seconds / 3600), 'h'] : [Math.floor(seconds / 86400), 'days'];
  return seconds < 2 ? 'just now' : `${n} ${unit} ago`;
}

function timeOf(iso, now) {
  const time = new Date(iso);
  return element('time', { dateTime: iso, title: time.toLocaleString() }, ago(time, new Date(now)));
}

const SIGNS = { pass: ['✓', 'passed'], fail: ['✗', 'failed'], skip: ['–', 'skipped'] };

function mark(result) {
  return element('span', { className: 'mark', role: 'img', ariaLabel: SIGNS[result][1] }, SIGNS[result][0]);
}

const tag = (text, kind = '') => element('span', { className: `tag ${kind}` }, text);

// Without https the clipboard is closed to pages, but what is selected can be copied.
async function copy(code, button) {
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
    document.execCommand('copy');
    getSelection().removeAllRanges();
    button.focus();
  }
  const { textContent } = button;
  button.textContent = 'Copied';
  $('#news').textContent = 'Copied';
  setTimeout(() => { button.textContent = textContent; }, 1500);
}

function copyable(title, text) {
  const code = element('code', {}, text);
  const button = element('button', { type: 'button', ariaLabel: `Copy ${title}` }, 'Copy');
  button.addEventListener('click', () => copy(code, button));
  return element('figure', {},
    element('figcaption', {}, title, button),
    element('pre', {}, code));
}
