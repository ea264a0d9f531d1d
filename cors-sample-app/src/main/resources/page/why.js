// The form that asks the service what a browser would do with a request.

import { perform } from './calls.js';
import { element } from './dom.js';
import { drawSequence } from './sequence.js';

const EXPLAIN = '/actuator/cors/explain';
const HERE = location.origin;
const MAX_SHOWN = 8;

const EXAMPLES = [
  {
    says: 'A method that is not on the list',
    origin: HERE,
    method: 'PATCH',
    path: '/ice-creams/1',
    headers: 'Content-Type',
  },
  { says: 'Allowed', origin: HERE, method: 'PUT', path: '/ice-creams/1', headers: 'Content-Type, X-Reason' },
  {
    says: 'http instead of https',
    origin: 'http://van.example',
    method: 'GET',
    path: '/tenants/van/stock',
  },
  { says: 'Cookies, where any origin may read', origin: HERE, method: 'GET', path: '/feed', credentials: true },
  { says: 'The kiosk’s stock, as the table stands', origin: HERE, method: 'GET', path: '/tenants/kiosk/stock' },
];

const VERDICTS = {
  ALLOWED: 'Allowed: the page may read the answer',
  BLOCKED: 'Blocked',
  NOT_CORS: 'Not CORS: there is nothing to check',
};

const section = document.querySelector('#why');
const form = section.querySelector('form');
const verdict = section.querySelector('.verdict');
const answer = section.querySelector('.answer');

let asked = 0;

function read() {
  const { origin, method, path, headers, credentials } = form.elements;
  return {
    origin: origin.value.trim(),
    method: method.value.trim(),
    path: path.value.trim(),
    headers: headers.value.trim(),
    credentials: credentials.checked,
  };
}

function fill({ origin, method, path, headers = '', credentials = false }) {
  Object.entries({ origin, method, path, headers }).forEach(([name, value]) => {
    form.elements[name].value = value;
  });
  form.elements.credentials.checked = credentials;
}

function inWords({ value, total }) {
  if (!Array.isArray(value)) {
    return String(value);
  }
  const shown = value.slice(0, MAX_SHOWN);
  const all = total ?? value.length;
  return `[${shown.join(', ')}${all > shown.length ? `, … ${all} in all` : ''}]`;
}

function deciding(attributes) {
  const items = attributes.map((each) => element('li', {},
    element('code', {}, `${each.attribute}: ${inWords(each)}`),
    element('span', {}, each.writtenAt ?? '')));
  return items.length ? [element('h3', {}, 'Decided by'), element('ul', { className: 'attributes' }, ...items)] : [];
}

function hint(text) {
  return text ? [element('h3', {}, 'What to do'), element('p', {}, text)] : [];
}

async function ask(service) {
  const number = ++asked;
  const question = read();
  const parameters = new URLSearchParams({ ...question, server: service.origin });
  const { status, body, blocked, failed } = await perform(service.origin, { path: `${EXPLAIN}?${parameters}` });
  if (number !== asked) {
    return;
  }
  section.dataset.verdict = body?.verdict ?? '';
  if (status !== 200) {
    verdict.textContent = `No answer: ${body?.detail ?? blocked ?? failed ?? status}`;
    answer.replaceChildren();
    return;
  }
  verdict.textContent = VERDICTS[body.verdict] + (body.policy ? ` · policy ${body.policy}` : '');
  answer.replaceChildren(...hint(body.hint), ...deciding(body.deciding),
    element('h3', {}, 'Who sends what, and who checks it'), drawSequence(question, body));
}

export async function startWhy(service) {
  section.querySelector('.examples').append(...EXAMPLES.map((example) => {
    const button = element('button', { type: 'button' }, example.says);
    button.addEventListener('click', () => {
      fill(example);
      ask(service);
    });
    return button;
  }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    ask(service);
  });
  fill(EXAMPLES[0]);
  await ask(service);
}
