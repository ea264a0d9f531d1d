// An explanation drawn as the messages between page, browser and server. For those who do not see
// it, it is a list of messages in order, each with its sender and its receiver.

const LANES = { page: 'Page', browser: 'Browser', server: 'Server' };
const RESULTS = { passed: 'pass', failed: 'fail', skipped: 'skip' };

const FETCH = 'https://fetch.spec.whatwg.org/#';
const CLAUSES = {
  'CORS check': 'concept-cors-check',
  'CORS-preflight fetch': 'cors-preflight-fetch',
  'Main fetch': 'concept-main-fetch',
  'HTTP fetch': 'concept-http-fetch',
  'Headers, "validate"': 'headers-validate',
};

function clause(reference) {
  const name = Object.keys(CLAUSES).find((candidate) => reference.startsWith(candidate));
  return name
    ? element('a', { href: FETCH + CLAUSES[name], target: '_blank', rel: 'noopener noreferrer' }, `Fetch, ${reference}`)
    : reference;
}

function message(from, to, what, { fields = {}, note, never = false } = {}) {
  const lines = Object.entries(fields)
    .map(([name, value]) => element('span', {}, element('b', {}, wire(`${name}:`)), ' ', wire(value)));
  return element('li', { className: 'message', data: { from, to, never } },
    element('p', {},
      element('span', { className: 'unseen' }, `${LANES[from]} to ${LANES[to].toLowerCase()}: `),
      element('code', {}, what),
      note ? element('small', {}, note) : ''),
    element('span', { className: 'arrow', ariaHidden: 'true' }),
    ...(lines.length ? [element('code', { className: 'fields' }, ...lines)] : []));
}

function drawStep({ step, reference, outcome, detail }, stop) {
  return element('li', { data: { result: RESULTS[outcome] } },
    mark(RESULTS[outcome]),
    element('div', { className: 'head' },
      element('h4', {}, `${step} `, stop ? element('strong', { className: 'stop' }, 'Blocked here') : ''),
      element('p', { className: 'by' }, clause(reference))),
    sentence(detail));
}

// What comes after the step that failed is only named.
function checks(by, steps, blocked) {
  if (!steps.length) {
    return [];
  }
  const failed = steps.findIndex(({ outcome }) => outcome === 'failed');
  const reached = failed < 0 ? steps : steps.slice(0, failed + 1);
  const rest = steps.slice(reached.length).map(({ step }) => step).join(', ');
  return [element('li', { className: 'checks', data: { by } },
    element('p', { className: 'unseen' }, `${LANES[by]}:`),
    element('ol', {},
      ...reached.map((each, index) => drawStep(each, blocked && by === 'browser' && index === failed)),
      rest ? element('li', { className: 'rest' }, `Not reached: ${rest}`) : ''))];
}

function exchange(phase, { sent, because, status, headers, requestHeaders }, line, { steps, verdict }) {
  if (!sent) {
    return phase === 'actual'
      ? [message('browser', 'server', line(), { note: `Never sent. ${because}`, never: true })] : [];
  }
  const blocked = verdict === 'BLOCKED';
  const own = steps.filter((each) => each.phase === phase);
  const isServer = ({ reference }) => reference === 'Server';
  return [
    message('browser', 'server', line(), { fields: requestHeaders }),
    ...checks('server', own.filter(isServer), blocked),
    message('server', 'browser', status ? `Status ${status}` : 'The application’s answer', { fields: headers }),
    ...checks('browser', own.filter((each) => !isServer(each)), blocked),
  ];
}

function drawSequence({ method, path, headers, credentials }, explanation) {
  const { verdict, preflight, actual, steps } = explanation;
  const blocked = verdict === 'BLOCKED';
  const line = (name) => () => wire(`${name} ${path}`);
  const wishes = [headers ? wire(headers) : '', credentials ? 'with cookies' : ''].filter(Boolean);
  const note = wishes.length ? element('span', {}, wishes[0], ...wishes.slice(1).map((wish) => ` · ${wish}`)) : undefined;
  return element('div', { className: 'sequence' },
    element('div', { className: 'lanes', ariaHidden: 'true' },
      ...Object.values(LANES).map((name) => element('span', {}, name))),
    element('ol', {},
      message('page', 'browser', line(method)(), { note }),
      ...checks('browser', steps.filter(({ phase }) => phase === 'request'), blocked),
      ...exchange('preflight', preflight, line('OPTIONS'), explanation),
      ...exchange('actual', actual, line(method), explanation),
      blocked ? message('browser', 'page', 'TypeError', { note: 'All that the page is told' })
        : message('browser', 'page', 'The answer')));
}
