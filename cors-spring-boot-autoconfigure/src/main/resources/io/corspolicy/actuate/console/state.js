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
  async show(parameters) {
    const view = $('#elsewhere-view');
    fill(view, 'q', parameters.q);
    const body = await ask('mechanisms', { q: parameters.q, offset: offsetOf(parameters), limit: PAGE });
    $('.search', view).hidden = !body?.total;
    $('.rows', view).replaceChildren(...(body?.mechanisms ?? []).map(this.draw));
    drawPager($('.pager', view), parameters, 'elsewhere', body?.matching ?? 0, 'mechanisms');
    $('.written', view).replaceChildren(...(body?.yaml ? [element('h3', {}, 'All of it as policies'), this.written(body)] : []));
    if (!body) {
      empty(view, element('p', {}, 'This application does not tell what else does CORS.'));
    } else if (body.matching) {
      empty(view);
    } else if (body.total) {
      empty(view, nothingFound(parameters.q));
    } else {
      empty(view, element('p', {}, element('strong', {}, 'Nothing else in this application does CORS.')),
        element('p', {}, 'There is nothing to migrate, and nothing that could answer beside the ',
          element('a', { href: '#policies' }, 'policies'), '.'));
    }
  },

  // Whoever copies must have all of it.
  written({ yaml, lines }) {
    const shown = yaml.split('\n').length - 1;
    if (shown >= lines) {
      return copyable('application.yml', yaml);
    }
    const button = element('button', { type: 'button' }, 'Show all');
    const figure = element('figure', {},
      element('figcaption', {}, `application.yml, the first ${number(shown)} of ${number(lines)} lines`, button),
      element('pre', {}, element('code', {}, yaml)));
    button.addEventListener('click', async () => {
      button.disabled = true;
      try {
        const whole = copyable('application.yml', (await ask('migration')).yaml);
        figure.replaceWith(whole);
        $('button', whole).focus();
        trouble();
      } catch (error) {
        button.disabled = false;
        trouble(error);
      }
    });
    return figure;
  },

  draw({ kind, source, policies: { value: names, total }, differences }) {
    return element('li', {},
      element('p', {}, element('b', {}, wire(kind, 120))),
      element('p', { className: 'meta' }, wire(source, 400)),
      element('p', { className: 'meta' }, names.length ? 'as ' : 'no policy takes its place',
        ...names.flatMap((name, index) => [index ? ', ' : '', element('code', {}, wire(name, 120))]),
        total > names.length ? ` and ${number(total - names.length)} more` : ''),
      differences.total
        ? element('details', { open: true }, element('summary', {}, `${plural(differences.total, 'difference')} would remain`),
          element('ul', {}, ...differences.value.map((difference) => sentence(difference, 'li')),
            ...(differences.total > differences.value.length
              ? [element('li', {}, `and ${number(differences.total - differences.value.length)} more`)] : [])))
        : element('p', { className: 'meta' }, mark('pass'), 'No difference would remain.'));
  },

  start() {
    search($('#elsewhere-view'), 'elsewhere');
  },
};
