// The lists, of which the endpoint tells a part at a time.

function empty(view, ...nodes) {
  $('.empty', view).replaceChildren(...nodes);
}

function filter(view, name, parameters) {
  $('.filter', view).replaceChildren(...(parameters.policy
    ? ['Only of policy ', element('strong', {}, wire(parameters.policy, 100)), ' · ',
      element('a', { href: link(name, { ...parameters, policy: '', page: '' }) }, 'all')]
    : []));
}

function search(view, name, field = 'q') {
  const input = $(`input[name=${field}]`, view);
  let timer;
  const find = () => {
    clearTimeout(timer);
    go(link(name, { ...here().parameters, [field]: input.value.trim(), page: '' }), true);
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(find, 200);
  });
  input.form.addEventListener('submit', (event) => {
    event.preventDefault();
    find();
  });
}

function fill(view, field, value = '') {
  const input = $(`input[name=${field}]`, view);
  if (input !== document.activeElement) {
    input.value = value;
  }
}

function nothingFound(text) {
  return element('p', {}, 'Nothing holds ', element('strong', {}, wire(text, 100)), '. Try a part of it.');
}

const REASONS = {
  'origin-not-allowed': 'Origin not allowed',
  'origin-invalid': 'No valid origin',
  'method-not-allowed': 'Method not allowed',
  'method-invalid': 'No valid method',
  'header-not-allowed': 'Header not allowed',
  'headers-invalid': 'No valid header names',
  'headers-too-long': 'Too many headers',
};

const refused = {
  rows: new Map(),
  seen: new Set(),

  keyOf: ({ policy, kind, reason, method, path, origin }) => JSON.stringify([policy, kind, reason, method, path, origin]),

  async show(parameters, { renewing = false, forced = false } = {}) {
    const view = $('#refused-view');
    fill(view, 'q', parameters.q);
    const body = await ask('refused',
      { q: parameters.q, policy: parameters.policy, offset: offsetOf(parameters), limit: PAGE });
    filter(view, 'refused', parameters);
    const list = $('.rows', view);
    const keys = body.refused.map(this.keyOf);
    const fresh = keys.filter((key) => !this.seen.has(key));
    this.seen = new Set(keys);
    // Nothing jumps from under a finger or the keyboard.
    const held = renewing && !forced && list.childElementCount && list.matches(':hover, :focus-within')
      && keys.some((key, index) => key !== list.children[index]?.dataset.key);
    if (renewing && fresh.length) {
      $('#news').textContent = `${plural(fresh.length, 'new refused request')}.`;
    }
    const newer = $('.newer', view);
    newer.hidden = !held;
    newer.textContent = 'Show what is newer';
    const rows = new Map(body.refused.map((each, index) => {
      const known = this.rows.get(keys[index]);
      return [keys[index], known ? this.update(known, each, body.now) : held ? undefined : this.draw(each, keys[index], body.now)];
    }).filter(([, row]) => row));
    if (held) {
      return;
    }
    this.rows = rows;
    const order = keys.map((key) => rows.get(key));
    if (order.length !== list.childElementCount || order.some((row, index) => row !== list.children[index])) {
      list.replaceChildren(...order);
    }
    drawPager($('.pager', view), parameters, 'refused', body.matching, 'requests');
    this.drawEmpty(view, parameters, body);
  },

  drawEmpty(view, parameters, { total, matching, since, now, count }) {
    if (matching) {
      empty(view);
    } else if (total && parameters.q) {
      empty(view, nothingFound(parameters.q));
    } else {
      empty(view,
        element('p', {}, element('strong', {}, count
          ? `None of the ${plural(count, 'refused request')} is remembered any more.`
          : `Nothing was refused since the start, ${ago(new Date(since), new Date(now))}.`)),
        element('p', {}, 'A page is blocked all the same? Where no policy covers a path, nothing is refused: the browser'
          + ' just finds no headers. ', element('a', { href: '#why' }, 'Ask why'), ' tells, or look which ',
        element('a', { href: '#routes?q=nobody' }, 'routes nobody answers for'), '.'));
    }
  },

  draw(each, key, now) {
    const { origin, method, path, headers, server, kind, reason, policy, cut, because } = each;
    const request = element(cut || !origin ? 'span' : 'a', { className: 'main' },
      element('b', {}, wire(method, 40)), ' ', wire(path, 160));
    if (request.localName === 'a') {
      request.href = link('why', { origin, method, path, headers, server });
    }
    return this.update(element('li', { data: { key } },
      element('p', {}, request, element('span', { className: 'count' })),
      element('p', { className: 'meta when' }),
      element('p', { className: 'meta' }, 'from ', element('strong', {}, origin ? wire(origin, 120) : 'several origins at once'),
        kind === 'preflight' ? tag('preflight') : ''),
      element('p', { className: 'meta' },
        element('span', { className: 'reason', title: because }, mark('fail'), REASONS[reason] ?? reason),
        ' by ', element('a', { href: link('policy', { name: policy }) }, wire(policy, 80)),
        cut ? ' · too long to be explained' : '')), each, now);
  },

  update(row, { count, last }, now) {
    $('.count', row).textContent = count > 1 ? `× ${number(count)}` : '';
    $('.when', row).replaceChildren(timeOf(last, now));
    return row;
  },

  start() {
    search($('#refused-view'), 'refused');
    $('#refused-view .newer').addEventListener('click', () => {
      this.show(here().parameters, { renewing: true, forced: true });
      $('#refused-title').focus();
    });
  },
};

function some({ value, total }, none) {
  if (!total) {
    return [none];
  }
  const items = value.flatMap((each, index) => [index ? ', ' : '', element('code', {}, wire(each, 80))]);
  return total > value.length ? [...items, ` and ${number(total - value.length)} more`] : items;
}

const policies = {
  async show(parameters) {
    const view = $('#policies-view');
    fill(view, 'q', parameters.q);
    const body = await ask('policies', { q: parameters.q, offset: offsetOf(parameters), limit: PAGE });
    $('.rows', view).replaceChildren(...body.policies.map(this.draw));
    drawPager($('.pager', view), parameters, 'policies', body.matching, 'policies');
    empty(view, ...(body.matching ? []
      : body.total ? [nothingFound(parameters.q)]
        : [element('p', {}, element('strong', {}, 'There is no policy yet.')),
          element('p', {}, 'Write one under cors.policies, with paths and allowed-origins; the names are in the guide.'),
          copyable('application.yml', 'cors:\n  policies:\n    api:\n      paths: ["/api/**"]\n      allowed-origins: ["https://app.example.com"]\n')]));
  },

  draw({ name, paths, hosts, origins, methods, enabled, credentials, refused: count, candidate, candidateChanges: changes = {} }) {
    return element('li', {},
      element('p', {}, element('a', { className: 'main', href: link('policy', { name }) }, element('b', {}, wire(name, 120))),
        enabled ? '' : tag('exception: left untouched'), credentials ? tag('credentials') : ''),
      element('p', { className: 'meta' }, ...some(paths, 'where annotations name it'),
        ...(hosts.total ? [' on ', ...some(hosts)] : [])),
      ...(enabled ? [element('p', { className: 'meta' }, 'for ', ...some(origins, 'no origin'),
        ' with ', ...some(methods, 'the mapped methods'),
        ...(count ? [' · ', element('a', { href: link('refused', { policy: name }) }, `${number(count)} refused`)] : []))] : []),
      ...(candidate ? [element('p', { className: 'meta' }, 'Its candidate ', element('code', {}, wire(candidate, 80)),
        Object.keys(changes).length ? ` ${Object.entries(changes).map(([change, n]) => `${CHANGES[change] ?? change} (${number(n)})`).join(', ')}`
          : ' would have changed nothing so far')] : []));
  },

  start() {
    search($('#policies-view'), 'policies');
  },
};

const CHANGES = {
  'would-refuse': 'would refuse what is allowed now',
  'would-allow': 'would allow what is refused now',
  'other-status': 'would answer with another status',
  'other-headers': 'would send other headers',
};

const policy = {
  async show(parameters) {
    const view = $('#policy-view');
    const { name = '', origin = '' } = parameters;
    fill(view, 'origin', origin);
    const body = await ask('', { policy: name, origin, offset: offsetOf(parameters), limit: PAGE });
    const found = body.policies.find((each) => each.name === name);
    $('#policy-title').replaceChildren('Policy ', wire(name, 200));
    $('section', view).hidden = !found;
    if (!found) {
      $('.about', view).replaceChildren(element('p', {}, 'There is no policy of this name, or no longer.'));
      return;
    }
    this.drawOrigins(view, parameters, found.attributes['allowed-origins']);
    const { 'allowed-origins': origins, ...others } = found.attributes;
    const written = Object.entries({ paths: found.paths, ...others });
    const isOwn = ([, { writtenAt }]) => writtenAt !== undefined && writtenAt !== 'built-in default';
    $('.about', view).replaceChildren(
      ...(found.candidate ? [this.drawCandidate(found)] : []),
      element('p', {}, element('a', { href: link('routes', { policy: name }) }, 'The routes that it answers for'), ' · ',
        element('a', { href: link('refused', { policy: name }) }, 'What it refused lately')),
      this.drawAttributes([...written.filter(isOwn)]),
      element('details', {}, element('summary', {}, plural(written.length - written.filter(isOwn).length, 'built-in default')),
        this.drawAttributes(written.filter((each) => !isOwn(each)))),
      element('p', { className: 'meta' }, 'Origins were written in ', sentence(origins.writtenAt ?? 'an unknown place', 'span'), '.'));
  },

  drawAttributes(attributes) {
    return element('dl', { className: 'facts' }, ...attributes.flatMap(([key, attribute]) => [
      element('dt', {}, key),
      element('dd', {}, element('code', {}, wire(inWords(attribute))),
        sentence(attribute.writtenAt ?? '', 'small')),
    ]));
  },

  drawCandidate({ candidate, candidateChanges = {} }) {
    const changes = Object.entries(candidateChanges);
    return element('div', { className: 'note' },
      element('p', {}, 'Its candidate ', element('a', { href: link('policy', { name: candidate }) }, wire(candidate, 100)),
        changes.length ? ' decides beside it, and changes nothing yet:'
          : ' decides beside it. So far it would have changed nothing.'),
      changes.length ? element('ul', {}, ...changes.map(([change, n]) => element('li', {},
        element('strong', {}, plural(n, 'time')), ` it ${CHANGES[change] ?? change}`))) : '');
  },

  drawOrigins(view, parameters, { value = [], total = value.length, matching = total }) {
    $('.search', view).hidden = total <= PAGE && !parameters.origin;
    $('.origins', view).replaceChildren(...value.map((each) => element('li', {}, element('code', {}, wire(each)))));
    empty(view, ...(value.length ? [] : [parameters.origin && total ? nothingFound(parameters.origin)
      : element('p', {}, 'None.')]));
    drawPager($('.pager', view), parameters, 'policy', parameters.origin ? matching : total, 'origins');
  },

  start() {
    search($('#policy-view'), 'policy', 'origin');
  },
};

const DECIDED = {
  annotation: 'said on the handler',
  disabled: 'switched off on the handler',
  path: 'by path',
  nobody: 'nobody answers',
};

const routes = {
  async show(parameters) {
    const view = $('#routes-view');
    fill(view, 'q', parameters.q);
    const body = await ask('routes',
      { q: parameters.q, policy: parameters.policy, offset: offsetOf(parameters), limit: PAGE });
    filter(view, 'routes', parameters);
    $('.rows', view).replaceChildren(...body.routes.map(this.draw));
    drawPager($('.pager', view), parameters, 'routes', body.matching, 'routes');
    empty(view, ...(body.matching ? [] : [body.total && parameters.q ? nothingFound(parameters.q)
      : element('p', {}, 'No route is known here. Handlers of other servlets and files are none: policies hold for them by their paths.')]));
  },

  draw({ pattern, methods, policies: names, decidedBy, handler }) {
    return element('li', {},
      element('p', {}, element('b', {}, methods.length ? methods.join(' ') : 'any method'), ' ',
        element('code', {}, wire(pattern, 200)), tag(DECIDED[decidedBy] ?? decidedBy, decidedBy)),
      element('p', { className: 'meta' }, ...(names.length ? names.flatMap((name, index) => [index ? ', ' : '',
        element('a', { href: link('policy', { name }) }, wire(name, 120))]) : ['no policy']),
      ' · ', wire(handler, 300)));
  },

  start() {
    search($('#routes-view'), 'routes');
  },
};
