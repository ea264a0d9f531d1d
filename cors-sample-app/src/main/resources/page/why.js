// Questions that the service's console answers: why a request is blocked, and what to change.

import { element } from './dom.js';

const HERE = location.origin;

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

export function startWhy(service) {
  const section = document.querySelector('#why');
  const address = `${service.origin}/actuator/cors/console`;
  section.querySelector('.console').href = address;
  section.querySelector('.examples').append(...EXAMPLES.map(({ says, ...question }) => element('li', {},
    element('a', { href: `${address}#why?${new URLSearchParams(question)}` }, says))));
}
