// Reads the endpoint, whose address ends before this page's own: whatever a proxy, a context path
// or a management port put in front of it.

const ENDPOINT = location.origin + location.pathname.replace(/\/[^/]*$/, '');

class NoAnswer extends Error {}

async function ask(part, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  const query = new URLSearchParams(given).toString();
  let response;
  try {
    response = await fetch(ENDPOINT + (part && `/${part}`) + (query && `?${query}`),
      { headers: { Accept: 'application/json' }, cache: 'no-store', redirect: 'manual' });
  } catch {
    throw new NoAnswer('The application does not answer. This page goes on asking.');
  }
  if (response.type === 'opaqueredirect' || response.status === 401 || response.status === 403) {
    throw new NoAnswer('You are no longer signed in: load this page again.');
  }
  if (response.status === 404) {
    return undefined;
  }
  const body = await response.json().catch(() => undefined);
  if (!response.ok || body === undefined) {
    throw new NoAnswer(body?.detail ?? `The endpoint answered with status ${response.status}.`);
  }
  return body;
}

// What is shown is in the fragment, so that it can be shared and found again.

function link(view, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '' && value !== false);
  const query = new URLSearchParams(given).toString();
  return `#${view}${query && `?${query}`}`;
}

function here() {
  const [view, query = ''] = location.hash.slice(1).split(/\?(.*)/s);
  return { view: view || 'refused', parameters: Object.fromEntries(new URLSearchParams(query)) };
}

const PAGE = 50;

const offsetOf = ({ page = '1' }) => (Math.max(1, Number.parseInt(page, 10) || 1) - 1) * PAGE;

function drawPager(pager, parameters, view, matching, noun) {
  const offset = offsetOf(parameters);
  const page = offset / PAGE + 1;
  const last = Math.max(1, Math.ceil(matching / PAGE));
  const to = (n, text) => element('a', { href: link(view, { ...parameters, page: n > 1 ? n : '' }) }, text);
  pager.hidden = last === 1 && page === 1;
  pager.replaceChildren(
    page > 1 ? to(Math.min(page - 1, last), 'Previous') : '',
    element('span', {}, matching > offset
      ? `${number(offset + 1)} to ${number(Math.min(offset + PAGE, matching))} of ${number(matching)} ${noun}`
      : `Nothing so far behind: ${number(matching)} ${noun}`),
    page < last ? to(page + 1, 'Next') : '');
}
