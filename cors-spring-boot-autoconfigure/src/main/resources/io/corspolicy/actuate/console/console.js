// Which view is shown, and how it renews itself.

const VIEWS = { refused, why, policies, policy, routes, state, elsewhere };
const RENEWED = ['refused', 'state'];
const INTERVAL = 5000;

let current;
let paused = false;
let timer;
let turn = 0;

function go(hash, replacing = false) {
  if (hash === location.hash) {
    render();
  } else if (replacing) {
    history.replaceState(null, '', hash);
    render();
  } else {
    location.hash = hash;
  }
}

function trouble(error) {
  const note = $('#trouble');
  note.hidden = !error;
  note.textContent = error?.message ?? '';
}

async function perform(view, parameters, options) {
  const own = ++turn;
  try {
    await VIEWS[view].show(parameters, options);
    if (own === turn) {
      trouble();
      $('#renewed').textContent = `Renewed ${new Date().toLocaleTimeString()}`;
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) {
      throw error;
    }
    if (own === turn) {
      trouble(error);
    }
  } finally {
    if (own === turn) {
      document.documentElement.dataset.shown = view;
    }
  }
}

async function render() {
  const { view: asked, parameters } = here();
  const view = Object.hasOwn(VIEWS, asked) ? asked : 'refused';
  delete document.documentElement.dataset.shown;
  const title = $(`#${view}-title`);
  if (view !== current) {
    for (const section of document.querySelectorAll('main > section')) {
      section.hidden = section.id !== `${view}-view`;
    }
    for (const item of document.querySelectorAll('header nav a')) {
      const own = item.hash === `#${view}` || (view === 'policy' && item.hash === '#policies');
      item.ariaCurrent = own ? 'page' : null;
    }
    document.title = `${title.textContent} · CORS console`;
    if (current) {
      title.focus();
      scrollTo(0, 0);
    }
    current = view;
  }
  $('.live').hidden = !RENEWED.includes(view);
  await perform(view, parameters);
  wait();
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    if (!paused && document.visibilityState === 'visible' && RENEWED.includes(current)) {
      await perform(current, here().parameters, { renewing: true });
    }
    wait();
  }, INTERVAL);
}

$('#pause').addEventListener('click', ({ currentTarget }) => {
  paused = !paused;
  currentTarget.ariaPressed = String(paused);
  currentTarget.textContent = paused ? 'Paused' : 'Pause';
  if (!paused) {
    render();
  }
});

$('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  $('#main').focus();
});

Object.values(VIEWS).forEach((view) => view.start?.());
addEventListener('hashchange', render);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && !paused && render());
render();
