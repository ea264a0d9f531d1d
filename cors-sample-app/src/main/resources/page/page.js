import { perform } from './calls.js';
import { element, setMark } from './dom.js';
import { startLive } from './live.js';
import { panels } from './panels.js';
import { startWhy } from './why.js';

const root = document.documentElement;
const again = document.querySelector('#again');
const summary = document.querySelector('#summary');
const ELSEWHERE = '127.0.0.1';
const frames = new Map();

// The file itself, cut at the policies' names: what is shown can't differ from what is in force.
function readPolicies(yaml) {
  const policies = new Map();
  let inside = false;
  let block;
  yaml.split('\n').forEach((text, index) => {
    const line = { number: index + 1, text };
    const [, indent, key] = text.match(/^( *)([a-z-]+):/) ?? [];
    if (indent?.length <= 2) {
      inside = key === 'policies';
    } else if (inside && indent?.length === 4) {
      block = { [key]: line };
      policies.set(key, block);
    } else if (inside && key) {
      block[key] = line;
    }
  });
  return policies;
}

function lookUp(policies, reference) {
  const [policy, attribute = policy] = reference.split('.');
  const line = policies.get(policy)?.[attribute];
  if (!line) {
    throw new Error(`application.yml has no ${reference}`);
  }
  return line;
}

const lineId = (panel, line) => `${panel.id}-line-${line.number}`;

function excerpt(panel, policies) {
  const deciding = new Set(panel.checks.flatMap(({ by }) => by).map((reference) => lookUp(policies, reference)));
  const code = element('code');
  let previous;
  for (const name of panel.policies) {
    for (const [key, line] of Object.entries(policies.get(name))) {
      if (key === name || !panel.only || panel.only.includes(key)) {
        if (previous && line.number > previous + 1) {
          code.append(element('span', { className: 'gap', ariaHidden: 'true' }, '⋯'));
        }
        code.append(element('span', { id: lineId(panel, line), className: deciding.has(line) ? 'deciding' : '' },
          element('b', {}, String(line.number)), line.text.slice(4)));
        previous = line.number;
      }
    }
  }
  return element('figure', {}, element('figcaption', {}, 'application.yml'), element('pre', {}, code));
}

// The page's own server answers under any name that means this machine.
const pageAt = (host) => `http://${host}:${location.port}`;

// A service of several tenants, as one of them knows it.
const serviceAt = (service, { to }) => to ? `http://${to}:${new URL(service).port}` : service;

const askedFrom = ({ from, elsewhere }) => from ?? (elsewhere ? ELSEWHERE : undefined);

function inWords({ kind, method = 'GET', path, headers, json, credentials, crossOrigin }, { to }) {
  switch (kind) {
    case 'events': return `new EventSource('${path}')`;
    case 'font': return `new FontFace(…, 'url(${path})')`;
    case 'image': return `<img${crossOrigin ? ' crossorigin' : ''} src="${path}">`;
  }
  const notes = Object.entries(headers ?? {}).filter(([name]) => name.startsWith('X-')).map((entry) => entry.join(': '));
  if (json) {
    notes.push('JSON');
  }
  if (credentials === 'include') {
    notes.push('with cookies');
  }
  return [`${method} ${to ? `//${to}` : ''}${path}`, ...notes].join(' · ');
}

function outcomeInWords({ failed, blocked, status, headers, body, lines, end, pixel, font }) {
  if (failed) {
    return ['Failed', failed];
  }
  if (blocked) {
    return ['Blocked', blocked];
  }
  if (status) {
    const seen = Object.entries(headers).filter(([name]) => name.startsWith('x-')).map((entry) => entry.join(': '));
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return [status, ...seen, text.length > 90 ? `${text.slice(0, 89)}…` : text].filter(Boolean);
  }
  if (lines) {
    return [`${lines.length} lines`, `then “${end}”`];
  }
  return pixel ? ['Read', `red ${pixel[0]}, green ${pixel[1]}, blue ${pixel[2]}`] : ['Loaded', font];
}

// The service's repository has the guide, and the page's server a copy of it, as plain text.
const guide = ({ guide: [title, page] }) => element('a', { className: 'guide', href: `docs/${page}.md` }, `Guide: ${title}`);

function draw(panel, policies) {
  panel.tallies = [element('span', { className: 'tally' }), element('span', { className: 'tally' })];
  panel.entry = element('li', {}, element('a', { href: `#${panel.id}` }, panel.title), ' ', panel.tallies[0]);
  const list = element('ol');
  const section = element('section', { id: panel.id },
    element('h2', { id: `${panel.id}-title` }, panel.title, panel.tallies[1]),
    element('p', {}, `${panel.lead} `, guide(panel)),
    element('div', { className: 'columns' }, list, excerpt(panel, policies)));
  section.setAttribute('aria-labelledby', `${panel.id}-title`);
  for (const check of panel.checks) {
    check.mark = element('span', { className: 'mark' });
    check.asked = element('code');
    check.did = element('dd');
    check.exhibit = element('div', { className: 'exhibit' });
    check.item = element('li', { data: { check: `${panel.title}: ${check.says}` } },
      check.mark,
      element('div', { className: 'head' },
        element('h3', {}, check.says, askedFrom(check) ? element('span', { className: 'tag' }, check.from ?? 'elsewhere') : ''),
        element('p', { className: 'by' }, 'decided by ', ...decidedBy(panel, check, policies))),
      element('p', {}, check.asked),
      element('dl', {},
        element('div', {}, element('dt', {}, 'Expected'), element('dd', {}, check.expected)),
        element('div', {}, element('dt', {}, 'Browser'), check.did)),
      check.exhibit);
    list.append(check.item);
  }
  return section;
}

function decidedBy(panel, check, policies) {
  const said = check.said ? [element('code', {}, check.said)] : [];
  if (!check.by.length) {
    return check.said ? said : ['the lack of a line'];
  }
  const lines = check.by.map((reference) => lookUp(policies, reference)).flatMap((line, index) => [
    index ? ', ' : '',
    element('a', { href: `#${lineId(panel, line)}` }, `line ${line.number}`),
  ]);
  return check.said ? [...said, ' and ', ...lines] : lines;
}

function mark(check, result) {
  check.item.dataset.result = result;
  setMark(check.mark, result);
}

function tally({ tallies, checks }, passed) {
  for (const node of tallies) {
    node.textContent = passed === undefined ? '' : `${passed} of ${checks.length}`;
    node.dataset.result = passed === undefined ? 'running' : passed === checks.length ? 'pass' : 'fail';
  }
}

// A page of another origin, in a frame that nobody sees.
function frameAt(host) {
  if (!frames.has(host)) {
    const frame = element('iframe', { title: `The page at ${host}`, tabIndex: -1, ariaHidden: 'true' });
    frames.set(host, new Promise((resolve) => {
      addEventListener('message', ({ origin }) => origin === pageAt(host) && resolve(frame));
      frame.src = `${pageAt(host)}/elsewhere.html`;
      document.body.append(frame);
    }));
  }
  return frames.get(host);
}

async function askFrom(host, service, call) {
  const frame = await frameAt(host);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    frame.contentWindow.postMessage({ service, call }, pageAt(host), [port2]);
  });
}

async function runCheck(service, check, notes) {
  const call = typeof check.call === 'function' ? check.call(notes) : check.call;
  check.asked.textContent = inWords(call, check);
  const from = askedFrom(check);
  const target = serviceAt(service, check);
  const outcome = await (from ? askFrom(from, target, call) : perform(target, call));
  const [verdict, ...details] = outcomeInWords(outcome);
  check.did.replaceChildren(element('strong', {}, verdict), ...details.map((detail) => ` · ${detail}`));
  const passed = !outcome.failed && holds(check, outcome);
  if (passed) {
    Object.assign(notes, check.note?.(outcome));
    check.exhibit.replaceChildren(...(check.show ? [check.show(outcome)] : []));
  }
  mark(check, passed ? 'pass' : 'fail');
  return passed;
}

// An outcome of quite another kind lacks what the test looks at.
function holds(check, outcome) {
  try {
    return check.holds(outcome);
  } catch {
    return false;
  }
}

async function run(service) {
  again.disabled = true;
  root.dataset.result = 'running';
  const all = panels.flatMap(({ checks }) => checks);
  all.forEach((check) => mark(check, 'running'));
  panels.forEach((panel) => tally(panel));
  let done = 0;
  for (const panel of panels) {
    summary.textContent = `Running: ${panel.title}`;
    if (panel.before) {
      await perform(service.origin, panel.before);
    }
    const notes = {};
    let passed = 0;
    for (const check of panel.checks) {
      passed += await runCheck(service.origin, check, notes) ? 1 : 0;
    }
    tally(panel, passed);
    done += passed;
  }
  const result = done === all.length ? 'pass' : 'fail';
  summary.textContent = result === 'pass'
    ? `All ${all.length} checks ended as expected, on ${service.stack}.`
    : `${all.length - done} of ${all.length} checks did not end as expected, on ${service.stack}.`;
  root.dataset.result = result;
  again.disabled = false;
}

async function start() {
  const [service, yaml] = await Promise.all([
    fetch('service.json').then((response) => response.json()),
    fetch('application.yml').then((response) => response.text()),
  ]);
  document.querySelector('#here').textContent = location.origin;
  document.querySelector('#service').textContent = `${service.origin} (${service.stack})`;
  document.querySelector('#elsewhere').textContent = pageAt(ELSEWHERE);
  const policies = readPolicies(yaml);
  document.querySelector('#panels').append(...panels.map((panel) => draw(panel, policies)));
  document.querySelector('#contents').prepend(...panels.map(({ entry }) => entry));
  again.addEventListener('click', () => run(service));
  startWhy(service);
  await Promise.all([run(service), startLive(service)]);
}

if (location.hostname === 'localhost') {
  start().catch((error) => {
    summary.textContent = `The page is broken: ${error.message}`;
    root.dataset.result = 'fail';
  });
} else {
  // Under any other name this page would be “elsewhere” itself.
  location.hostname = 'localhost';
}
