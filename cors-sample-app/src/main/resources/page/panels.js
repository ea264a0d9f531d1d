// The cases, as data. A panel leads to a page of the guide (title, name below docs). A check:
//   says       what it shows
//   call       what is asked of the browser (calls.js), or a function of what earlier checks noted
//   elsewhere  true: the frame on the other origin asks, not this page
//   from       the host of another page that asks, and
//   to         the host under which the service is asked, if it is another one
//   expected   how it should end, in words, and
//   holds      the same as a test of the outcome
//   by         the lines of application.yml that decide it: policy or policy.attribute
//   said       the annotation that decides it instead
//   note       what later checks need to know
//   show       what there is to see

const HEADER = { 'X-Requested-With': 'sample' };
const MARK = `Not from here ${crypto.getRandomValues(new Uint32Array(1))[0]}`;

const form = (password) => new URLSearchParams({ username: 'ada', password }).toString();
const session = { path: '/account/session', credentials: 'include' };
const signIn = (password) => ({
  ...session,
  method: 'POST',
  headers: { ...HEADER, 'Content-Type': 'application/x-www-form-urlencoded' },
  body: form(password),
});
const signOut = { ...session, method: 'DELETE', headers: HEADER };
const whoAmI = { path: '/account', credentials: 'include' };

const isBlocked = ({ blocked }) => blocked !== undefined;

export const panels = [
  {
    id: 'ice-creams',
    title: 'A JSON API',
    lead: 'Reading is simple. JSON, PUT, DELETE and headers of one’s own make the browser ask first: the preflight.',
    guide: ['Policies, and which one answers', 'policies'],
    policies: ['ice-cream'],
    checks: [
      {
        says: 'Read the menu, and its length from a header',
        call: { path: '/ice-creams' },
        expected: '200, X-Total-Count readable',
        holds: ({ status, headers, body }) => status === 200 && headers['x-total-count'] === String(body.length),
        by: ['ice-cream.allowed-origins', 'ice-cream.exposed-headers'],
      },
      {
        says: 'Add one: JSON needs a preflight',
        call: { method: 'POST', path: '/ice-creams', json: { flavour: 'Fig', scoops: 2 } },
        expected: '201',
        holds: ({ status, body }) => status === 201 && body.flavour === 'Fig',
        by: ['ice-cream.allowed-methods', 'ice-cream.allowed-headers'],
        note: ({ body }) => ({ id: body.id }),
      },
      {
        says: 'Change it, with a header of our own',
        call: ({ id }) => ({
          method: 'PUT',
          path: `/ice-creams/${id}`,
          headers: { 'X-Reason': 'ripe' },
          json: { flavour: 'Fig', scoops: 3 },
        }),
        expected: '200, the reason arrived',
        holds: ({ status, body }) => status === 200 && body.scoops === 3 && body.reason === 'ripe',
        by: ['ice-cream.allowed-methods', 'ice-cream.allowed-headers'],
      },
      {
        says: 'Change it, with a header that is not on the list',
        call: ({ id }) => ({
          method: 'PUT',
          path: `/ice-creams/${id}`,
          headers: { 'X-Reason': 'greed', 'X-Discount': 'all' },
          json: { flavour: 'Fig', scoops: 9 },
        }),
        expected: 'Blocked before it is sent',
        holds: isBlocked,
        by: ['ice-cream.allowed-headers'],
      },
      {
        says: 'Use a method that is not on the list',
        call: ({ id }) => ({ method: 'PATCH', path: `/ice-creams/${id}` }),
        expected: 'Blocked before it is sent',
        holds: isBlocked,
        by: ['ice-cream.allowed-methods'],
      },
      {
        says: 'Take it off the menu',
        call: ({ id }) => ({ method: 'DELETE', path: `/ice-creams/${id}`, headers: { 'X-Reason': 'eaten' } }),
        expected: '200, and still three scoops',
        holds: ({ status, body }) => status === 200 && body.scoops === 3 && body.reason === 'eaten',
        by: ['ice-cream.allowed-methods', 'ice-cream.allowed-headers'],
      },
      {
        says: 'Ask for one that is gone: errors can be read too',
        call: ({ id }) => ({ method: 'DELETE', path: `/ice-creams/${id}`, headers: { 'X-Reason': 'hunger' } }),
        expected: '404, its problem document readable',
        holds: ({ status, body }) => status === 404 && body.title === 'Not Found',
        by: ['ice-cream.allowed-origins'],
      },
    ],
  },
  {
    id: 'annotated',
    title: 'Said on the controller',
    lead: '@CorsPolicy on a class or a method comes before what application.yml says for the path, for preflights too.',
    guide: ['Policies on controllers and routes', 'annotation'],
    policies: ['ice-cream'],
    checks: [
      {
        says: 'The class names a policy',
        call: { path: '/ice-creams' },
        expected: '200, X-Total-Count readable',
        holds: ({ status, headers, body }) => status === 200 && headers['x-total-count'] === String(body.length),
        by: ['ice-cream.allowed-origins', 'ice-cream.exposed-headers'],
        said: '@CorsPolicy("ice-cream")',
      },
      {
        says: 'A method is narrower: the policy’s Content-Type is not for it',
        call: { method: 'DELETE', path: '/ice-creams/0', headers: { 'X-Reason': 'greed' }, json: {} },
        expected: 'Blocked before it is sent',
        holds: isBlocked,
        by: [],
        said: '@CorsPolicy(allowedHeaders = "X-Reason")',
      },
      {
        says: 'What is left to it passes',
        call: { method: 'DELETE', path: '/ice-creams/0', headers: { 'X-Reason': 'greed' } },
        expected: '404, readable: there is no such ice-cream',
        holds: ({ status }) => status === 404,
        by: [],
        said: '@CorsPolicy(allowedHeaders = "X-Reason")',
      },
      {
        says: 'A method without CORS, whatever the path says',
        call: { path: '/ice-creams/1/recipe' },
        expected: 'Blocked',
        holds: isBlocked,
        by: [],
        said: '@CorsPolicy(enabled = false)',
      },
    ],
  },
  {
    id: 'account',
    title: 'Sign-in with a session cookie',
    lead: 'Spring Security guards /account. Its answers, 401 too, are readable here and nowhere else.',
    guide: ['With Spring Security', 'spring-security'],
    policies: ['account'],
    before: signOut,
    checks: [
      {
        says: 'Who am I, before',
        call: whoAmI,
        expected: '401, readable',
        holds: ({ status }) => status === 401,
        by: ['account.allowed-origins', 'account.allow-credentials'],
      },
      {
        says: 'Sign in with a wrong password',
        call: signIn('babbage'),
        expected: '401, readable',
        holds: ({ status }) => status === 401,
        by: ['account.allowed-origins', 'account.allow-credentials'],
      },
      {
        says: 'Sign in',
        call: signIn('lovelace'),
        expected: '204, and a cookie',
        holds: ({ status }) => status === 204,
        by: ['account.allowed-headers', 'account.allow-credentials'],
      },
      {
        says: 'Who am I, with the cookie',
        call: whoAmI,
        expected: '200, ada',
        holds: ({ status, body }) => status === 200 && body.name === 'ada',
        by: ['account.allow-credentials'],
      },
      {
        says: 'Who am I, without asking for cookies',
        call: { path: '/account' },
        expected: '401: fetch leaves them out unless told',
        holds: ({ status }) => status === 401,
        by: ['account.allowed-origins'],
      },
      {
        says: 'Another origin asks who I am',
        elsewhere: true,
        call: whoAmI,
        expected: 'Blocked',
        holds: isBlocked,
        by: ['account.allowed-origins'],
      },
      {
        says: 'Another origin tries to sign in',
        elsewhere: true,
        call: signIn('lovelace'),
        expected: 'Blocked before it is sent',
        holds: isBlocked,
        by: ['account.allowed-origins'],
      },
      {
        says: 'Sign out',
        call: signOut,
        expected: '204',
        holds: ({ status }) => status === 204,
        by: ['account.allowed-methods', 'account.allowed-headers'],
      },
      {
        says: 'Who am I, after',
        call: whoAmI,
        expected: '401, readable',
        holds: ({ status }) => status === 401,
        by: ['account.allow-credentials'],
      },
    ],
  },
  {
    id: 'feed',
    title: 'Read by all, written by one',
    lead: 'Two policies share a path. The origin and the method tell which of them answers.',
    guide: ['Policies, and which one answers', 'policies'],
    policies: ['feed-readers', 'feed-writer'],
    checks: [
      {
        says: 'Read the feed',
        call: { path: '/feed' },
        expected: '200',
        holds: ({ status }) => status === 200,
        by: ['feed-readers.allowed-origins'],
      },
      {
        says: 'Another origin reads it',
        elsewhere: true,
        call: { path: '/feed' },
        expected: '200',
        holds: ({ status }) => status === 200,
        by: ['feed-readers.allowed-origins'],
      },
      {
        says: 'Read it with cookies: browsers never take “*” for that',
        call: { path: '/feed', credentials: 'include' },
        expected: 'Blocked',
        holds: isBlocked,
        by: ['feed-readers.allowed-origins'],
      },
      {
        says: 'Write to it',
        call: { method: 'POST', path: '/feed', json: { text: 'Fig of the day' } },
        expected: '201',
        holds: ({ status }) => status === 201,
        by: ['feed-writer.allowed-origins', 'feed-writer.allowed-methods', 'feed-writer.allowed-headers'],
      },
      {
        says: 'Another origin writes to it',
        elsewhere: true,
        call: { method: 'POST', path: '/feed', json: { text: MARK } },
        expected: 'Blocked before it is sent',
        holds: isBlocked,
        by: ['feed-readers.allowed-methods', 'feed-writer.allowed-origins'],
      },
      {
        says: 'Nothing of that was stored',
        call: { path: '/feed' },
        expected: '200, our news first, theirs nowhere',
        holds: ({ status, body }) => status === 200 && body[0].text === 'Fig of the day'
            && !body.some(({ text }) => text === MARK),
        by: ['feed-writer.allowed-origins'],
      },
    ],
  },
  {
    id: 'builds',
    title: 'A build log, line by line',
    lead: 'Server-sent events need no preflight, yet the stream must name the origin. An error has to as well, or the page would never learn why.',
    guide: ['WebSockets, SSE, GraphQL, RSocket', 'websockets'],
    policies: ['builds'],
    checks: [
      {
        says: 'Follow build 42',
        call: { kind: 'events', path: '/builds/42/log' },
        expected: 'Five lines, then the end',
        holds: ({ lines, end }) => lines?.length === 5 && end === 'succeeded',
        by: ['builds.paths', 'builds.allowed-origins'],
        show: ({ lines }) => {
          const log = document.createElement('pre');
          log.textContent = lines.join('\n');
          return log;
        },
      },
      {
        says: 'Follow a build that does not exist',
        call: { kind: 'events', path: '/builds/7/log' },
        expected: 'An error event: EventSource never says more',
        holds: isBlocked,
        by: ['builds.paths'],
      },
      {
        says: 'So ask with fetch what was wrong',
        call: { path: '/builds/7/log' },
        expected: '404, its problem document readable',
        holds: ({ status, body }) => status === 404 && body.detail === 'No such build',
        by: ['builds.paths', 'builds.allowed-origins'],
      },
      {
        says: 'Another origin follows build 42',
        elsewhere: true,
        call: { kind: 'events', path: '/builds/42/log' },
        expected: 'Blocked',
        holds: isBlocked,
        by: ['builds.allowed-origins'],
      },
    ],
  },
  {
    id: 'media',
    title: 'A font, and pixels',
    lead: 'Any page may show a foreign image. Only with CORS may it look at the pixels, or use a foreign font at all.',
    guide: ['Caches and Vary', 'caches'],
    policies: ['media'],
    checks: [
      {
        says: 'Draw an image and read a pixel back, without CORS',
        call: { kind: 'image', path: '/media/ice-cream.png' },
        expected: 'Drawn, but the canvas is tainted',
        holds: ({ blocked }) => blocked?.startsWith('SecurityError') ?? false,
        by: ['media.paths'],
      },
      {
        says: 'The same image, with CORS: “Vary: Origin” keeps the cached copy out of the way',
        call: { kind: 'image', path: '/media/ice-cream.png', crossOrigin: 'anonymous' },
        expected: 'The pixel in the middle is strawberry',
        holds: ({ pixel }) => pixel?.join() === '222,84,122,255',
        by: ['media.allowed-origins'],
        show: ({ picture }) => Object.assign(new Image(), { src: picture, alt: 'A scoop of strawberry ice-cream in a cone' }),
      },
      {
        says: 'Another origin does so',
        elsewhere: true,
        call: { kind: 'image', path: '/media/ice-cream.png', crossOrigin: 'anonymous' },
        expected: 'Blocked',
        holds: isBlocked,
        by: ['media.allowed-origins'],
      },
      {
        says: 'Load a web font',
        call: { kind: 'font', path: '/media/parlour.woff', family: 'Parlour' },
        expected: 'Loaded',
        holds: ({ font }) => font === 'Parlour' && document.fonts.check('1em Parlour'),
        by: ['media.allowed-origins'],
        show: () => Object.assign(document.createElement('p'), { className: 'specimen', textContent: 'Two scoops of fig' }),
      },
      {
        says: 'Another origin loads it',
        elsewhere: true,
        call: { kind: 'font', path: '/media/parlour.woff', family: 'Parlour' },
        expected: 'Blocked (Safari never asks for fonts)',
        holds: isBlocked,
        by: ['media.allowed-origins'],
      },
    ],
  },
  {
    id: 'hosts',
    title: 'A host for each tenant',
    lead: 'One service answers as acme.localhost and as globex.localhost. A name ties the origin to the host: a page reads its own tenant’s orders, and no other’s.',
    guide: ['Hosts and tenants', 'hosts'],
    policies: ['tenant-hosts'],
    checks: [
      {
        says: 'A page of Acme reads the orders of Acme',
        from: 'acme.localhost',
        to: 'acme.localhost',
        call: { path: '/orders', credentials: 'include' },
        expected: '200, orders of acme',
        holds: ({ status, body }) => status === 200 && body.tenant === 'acme',
        by: ['tenant-hosts.hosts', 'tenant-hosts.allowed-origins'],
      },
      {
        says: 'The same page reads the orders of Globex',
        from: 'acme.localhost',
        to: 'globex.localhost',
        call: { path: '/orders', credentials: 'include' },
        expected: 'Blocked',
        holds: isBlocked,
        by: ['tenant-hosts.allowed-origins'],
      },
      {
        says: 'A page of Globex reads them',
        from: 'globex.localhost',
        to: 'globex.localhost',
        call: { path: '/orders', credentials: 'include' },
        expected: '200, orders of globex',
        holds: ({ status, body }) => status === 200 && body.tenant === 'globex',
        by: ['tenant-hosts.hosts', 'tenant-hosts.allowed-origins'],
      },
      {
        says: 'And not those of Acme',
        from: 'globex.localhost',
        to: 'acme.localhost',
        call: { path: '/orders', credentials: 'include' },
        expected: 'Blocked',
        holds: isBlocked,
        by: ['tenant-hosts.allowed-origins'],
      },
      {
        says: 'This page belongs to no tenant',
        to: 'acme.localhost',
        call: { path: '/orders' },
        expected: 'Blocked',
        holds: isBlocked,
        by: ['tenant-hosts.allowed-origins'],
      },
      {
        says: 'Under a host that is no tenant’s the policy does not hold',
        from: 'acme.localhost',
        call: { path: '/orders' },
        expected: 'Blocked',
        holds: isBlocked,
        by: ['tenant-hosts.hosts'],
      },
    ],
  },
  {
    id: 'refused',
    title: 'No policy, and the wrong origin',
    lead: 'What no policy names stays as it was without the starter: closed to other origins.',
    guide: ['Why was my request blocked?', 'troubleshooting'],
    policies: ['ice-cream', 'account', 'feed-readers', 'feed-writer', 'builds', 'media'],
    only: ['paths', 'allowed-origins'],
    checks: [
      {
        says: 'Read a path without a policy',
        call: { path: '/internal/report' },
        expected: 'Blocked: no “paths” covers it',
        holds: isBlocked,
        by: [],
      },
      {
        says: 'Another origin reads the menu',
        elsewhere: true,
        call: { path: '/ice-creams' },
        expected: 'Blocked',
        holds: isBlocked,
        by: ['ice-cream.allowed-origins'],
      },
      {
        says: 'Another origin adds to it',
        elsewhere: true,
        call: { method: 'POST', path: '/ice-creams', json: { flavour: MARK, scoops: 1 } },
        expected: 'Blocked before it is sent',
        holds: isBlocked,
        by: ['ice-cream.allowed-origins'],
      },
      {
        says: 'The menu is as it was',
        call: { path: '/ice-creams' },
        expected: '200, without their flavour',
        holds: ({ status, body }) => status === 200 && !body.some(({ flavour }) => flavour === MARK),
        by: ['ice-cream.allowed-origins'],
      },
    ],
  },
];
