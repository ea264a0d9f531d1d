// How things stand, and what else does CORS.

function fact(name, ...value) {
  return [element('dt', {}, name), element('dd', {}, ...value)];
}

function drawRefresh({ lastSuccess, age, lastFailure, failing, running, sources }, now) {
  return [
    ...fact('Last refresh', lastSuccess ? timeOf(lastSuccess, now) : 'none yet',
      failing ? tag('failing: the policies are as they were', 'bad') : '',
      element('small', {}, `Nothing in force is older than ${number(Math.round(age))} s.`
        + (running === undefined ? '' : ` One has been going on for ${number(Math.round(running))} s.`))),
    ...fact('Last failure', ...(lastFailure ? [timeOf(lastFailure.time, now), sentence(lastFailure.sentence)] : ['none'])),
    ...sources.flatMap(({ source, version, policies: count, missing }) => fact('Source',
      element('code', {}, wire(source, 300)), missing ? tag('could not be read', 'bad') : '',
      element('small', {}, plural(count, 'policy', 'policies'), version ? ' · version ' : '', version ? wire(version, 200) : ''))),
  ];
}

const state = {
  async show() {
    const { now, since, debug, version, publicSuffixes, application, refresh, ...counts } = await ask('state');
    $('#state-view .facts').replaceChildren(
      ...fact('Debug', debug ? tag('on', 'on') : tag('off'),
        element('small', {}, debug ? 'Refused preflights say why to whoever asks: cors.debug, or setDebug(false), switches it off.'
          : 'With cors.debug: true, or setDebug(true), refused preflights say why.')),
      ...fact('Policies', element('a', { href: '#policies' }, plural(counts.policies, 'policy', 'policies'))),
      ...fact('Routes', element('a', { href: '#routes' }, plural(counts.routes, 'route'))),
      ...fact('Refused', element('a', { href: '#refused' }, plural(counts.refused, 'request')), ' since the start, ', timeOf(since, now)),
      ...drawRefresh(refresh, now),
      ...fact('Application', element('code', {}, wire(application.contextPath + application.servletPath || '/')),
        element('small', {}, application.endpointsElsewhere
          ? 'This page is on a port of its own, where no policy applies.' : 'This page is on the application’s port.')),
      ...fact('Public suffix list', publicSuffixes.replace(/_.*/, '')),
      ...fact('Version', version ?? 'unknown'));
  },
};

const elsewhere = {
  async show() {
    const found = $('#elsewhere-view .found');
    const body = await ask('migration');
    if (!body) {
      found.replaceChildren(element('p', {}, 'This application does not tell what else does CORS.'));
      return;
    }
    found.replaceChildren(...(body.mechanisms.length ? [
      element('ol', { className: 'rows' }, ...body.mechanisms.map(this.draw)),
      ...(body.yaml ? [element('h3', {}, 'All of it as policies'), copyable('application.yml', body.yaml)] : []),
    ] : [element('p', {}, element('strong', {}, 'Nothing else in this application does CORS.')),
      element('p', {}, 'There is nothing to migrate, and nothing that could answer beside the ',
        element('a', { href: '#policies' }, 'policies'), '.')]));
  },

  draw({ kind, source, policies: names = [], differences = [] }) {
    return element('li', {},
      element('p', {}, element('b', {}, wire(kind, 120))),
      element('p', { className: 'meta' }, wire(source, 400)),
      element('p', { className: 'meta' }, names.length ? 'as ' : 'no policy takes its place',
        ...names.flatMap((name, index) => [index ? ', ' : '', element('code', {}, wire(name, 120))])),
      differences.length
        ? element('details', { open: true }, element('summary', {}, `${plural(differences.length, 'difference')} would remain`),
          element('ul', {}, ...differences.map((difference) => sentence(difference, 'li'))))
        : element('p', { className: 'meta' }, mark('pass'), 'No difference would remain.'));
  },
};
