// Why a request is blocked, and what to do.

const VERDICTS = {
  ALLOWED: 'Allowed: the page may read the answer',
  BLOCKED: 'Blocked',
  NOT_CORS: 'Not CORS: there is nothing to check',
};

const MAX_SHOWN = 8;

function inWords({ value, total }) {
  if (!Array.isArray(value)) {
    return value === undefined ? 'not set' : String(value);
  }
  const shown = value.slice(0, MAX_SHOWN);
  const all = total ?? value.length;
  return `[${shown.join(', ')}${all > shown.length ? `, … ${number(all)} in all` : ''}]`;
}

function deciding(attributes) {
  const items = attributes.map((each) => element('li', {},
    element('code', {}, wire(`${each.attribute}: ${inWords(each)}`)),
    sentence(each.writtenAt ?? '', 'span')));
  return items.length ? [element('h3', {}, 'Decided by'), element('ul', { className: 'attributes' }, ...items)] : [];
}

function advice({ hint, yaml, notes }) {
  return [
    ...(notes ?? []).map((note) => sentence(note)),
    ...(hint ? [element('h3', {}, 'What to do'), sentence(hint)] : []),
    ...(yaml ? [copyable('application.yml', yaml),
      element('p', { className: 'hint' }, 'Append it to the file: what comes after --- replaces what is above. Then restart, or refresh.')] : []),
  ];
}

// Where the request goes. This page may be on a port of its own, and whatever stands before the
// context path was put there by a proxy.
function target(path, server, { contextPath, servletPath, endpointsElsewhere }) {
  const within = contextPath + servletPath;
  if (endpointsElsewhere) {
    return (server || `${location.protocol}//${location.hostname}:8080`) + within + escaped(path);
  }
  const own = ENDPOINT.slice(location.origin.length);
  const end = within ? own.indexOf(`${within}/`) : own.lastIndexOf('/actuator/');
  return (server || location.origin) + (end > 0 ? own.slice(0, end) : '') + within + escaped(path);
}

// As a browser would write it into a request.
const escaped = (path) => path.replace(/[^!-~]/gu, encodeURIComponent);

const quoted = (text) => JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const inShell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

// As the endpoint reads them: names with commas between them, and a value up to the end.
function fieldsOf(headers) {
  const [names, ...value] = headers.split(/:(.*)/s);
  const list = names.split(',').map((name) => name.trim()).filter(Boolean);
  return list.map((name, index) => {
    const given = value.length && index === list.length - 1 ? value[0].trim() : undefined;
    return [name, given ?? (name.toLowerCase() === 'content-type' ? 'application/json' : '1')];
  });
}

function asFetch({ method, headers, credentials }, url) {
  const fields = fieldsOf(headers);
  const options = [
    method === 'GET' ? '' : `method: ${quoted(method)}`,
    fields.length ? `headers: { ${fields.map(([name, value]) => `${quoted(name)}: ${quoted(value)}`).join(', ')} }` : '',
    credentials ? 'credentials: "include"' : '',
  ].filter(Boolean).map((option) => `  ${option},\n`).join('');
  return `await fetch(${quoted(url)}${options && `, {\n${options}}`})`;
}

function asCurl({ method, headers, origin }, url, { preflight }) {
  const command = (name, fields) => [`curl -i -X ${inShell(name)} ${inShell(url)}`,
    ...fields.map((field) => `-H ${inShell(field)}`)].join(' \\\n  ');
  const asked = preflight.sent ? Object.entries(preflight.requestHeaders).map((field) => field.join(': ')) : [];
  const own = [...(origin ? [`Origin: ${origin}`] : []), ...fieldsOf(headers).map((field) => field.join(': '))];
  return [...(preflight.sent ? [`# The preflight\n${command('OPTIONS', asked)}`] : []),
    `${preflight.sent ? '# The request itself\n' : ''}${command(method, own)}`].join('\n\n');
}

const why = {
  async show(parameters) {
    const view = $('#why-view');
    const form = $('form', view);
    const question = {
      origin: '', method: 'GET', path: '', headers: '', server: '', ...parameters,
      credentials: parameters.credentials === 'true',
    };
    for (const name of ['origin', 'method', 'path', 'headers', 'server']) {
      form.elements[name].value = question[name];
    }
    form.elements.credentials.checked = question.credentials;
    if (!question.path) {
      this.draw(view, '', 'Fill in the request above, or choose one among those refused lately.', []);
      return;
    }
    let body;
    let application;
    try {
      [body, { application }] = await Promise.all([ask('explain', question), ask('state')]);
    } catch (error) {
      this.draw(view, '', `No answer: ${error.message}`, []);
      return;
    }
    const url = target(question.path, question.server, application);
    this.draw(view, body.verdict, VERDICTS[body.verdict] + (body.policy ? ` · policy ${body.policy}` : ''), [
      ...advice(body),
      ...deciding(body.deciding),
      element('h3', {}, 'Who sends what, and who checks it'),
      drawSequence(question, body),
      element('h3', {}, 'The same request'),
      copyable('fetch', asFetch(question, url)),
      copyable('curl', asCurl(question, url, body)),
    ]);
  },

  draw(view, verdict, text, nodes) {
    view.dataset.verdict = verdict;
    $('.verdict', view).replaceChildren(...spelt(text, ODD_IN_SENTENCES));
    $('.answer', view).replaceChildren(...nodes);
  },

  start() {
    const form = $('#why-view form');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const { origin, method, path, headers, server, credentials } = form.elements;
      go(link('why', {
        origin: origin.value.trim(), method: method.value.trim(), path: path.value.trim(),
        headers: headers.value.trim(), server: server.value.trim(), credentials: credentials.checked,
      }));
    });
  },
};
