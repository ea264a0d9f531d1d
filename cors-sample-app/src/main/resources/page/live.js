// The switch that changes a policy while the service runs, and what the browser makes of it.

import { perform } from './calls.js';
import { element, mark } from './dom.js';

const TABLE = '/admin/tenants/kiosk/origins';
const READ = { path: '/tenants/kiosk/stock' };
const MISSPELT = ['https://kiosk.example/', 'HTTPS://Kiosk.Example'];
const MAX_SHOWN = 4;

const section = document.querySelector('#live');
const letIn = section.querySelector('input');
const misspell = section.querySelector('button');
const rows = section.querySelector('figure code');
const calls = section.querySelector('.calls');

let service;
let origins = [];

async function write(wanted) {
  return show(await perform(service.origin, { method: 'PUT', path: TABLE, json: { origins: wanted } }));
}

function show(answer) {
  if (answer.status === 200) {
    ({ origins } = answer.body);
    rows.replaceChildren(...origins.map((origin) =>
      element('span', { className: origin === location.origin ? 'deciding' : '' }, origin)));
  }
  letIn.checked = origins.includes(location.origin);
  return answer;
}

function refusal({ status, body, blocked, failed }) {
  const problems = (body?.problems ?? []).flatMap(({ value, why, write: instead }) => [
    element('dt', {}, element('code', {}, value)),
    element('dd', {}, why, element('code', {}, instead)),
  ]);
  return [
    element('p', {}, status ? `${status} · ${body.detail ?? ''}` : blocked ?? failed),
    element('dl', { className: 'problems' }, ...problems),
  ];
}

// What was done to the table, and right after it the call that the table decides on.
async function act(says, change) {
  letIn.disabled = misspell.disabled = true;
  const written = await change();
  const answer = await perform(service.origin, READ);
  const readable = answer.status === 200;
  const item = element('li', { data: { result: readable ? 'pass' : 'fail' } },
    mark(readable ? 'pass' : 'fail', readable ? 'readable' : 'not readable'),
    element('h3', {}, says),
    ...(written.status === 200 ? [] : refusal(written)),
    element('p', {}, element('code', {}, `GET ${READ.path}`), ' → ',
      element('em', {}, readable ? answer.status : answer.blocked ? 'Blocked' : 'Failed'),
      ` · ${readable ? answer.body.text : answer.blocked ?? answer.failed ?? answer.status}`));
  calls.prepend(item);
  [...calls.children].slice(MAX_SHOWN).forEach((old) => old.remove());
  letIn.disabled = misspell.disabled = false;
}

export async function startLive(running) {
  service = running;
  const others = () => origins.filter((origin) => origin !== location.origin);
  letIn.addEventListener('change', () => (letIn.checked
    ? act('Add this page’s origin', () => write([...others(), location.origin]))
    : act('Take this page’s origin out', () => write(others()))));
  misspell.addEventListener('click', () => act('Add two misspelt origins', () => write([...origins, ...MISSPELT])));
  await act('As it was found', async () => show(await perform(service.origin, { path: TABLE })));
}
