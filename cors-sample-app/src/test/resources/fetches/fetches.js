// Classic, not a module: a page without an origin couldn't load a module.
'use strict';

const PATIENCE = 10_000;
const HEADERS = ['x-page', 'x-total-count'];

const kinds = { EVENTS: events, SOCKET: socket, FORM: form, FONT: font };

// What the page gets, as a few words.
function perform(request) {
  return Promise.race([
    (kinds[request.method] ?? send)(request).catch(String),
    new Promise((resolve) => {
      setTimeout(resolve, PATIENCE, 'no answer');
    }),
  ]);
}

async function send({ method, url, headers, credentials, mode, body }) {
  let response;
  try {
    response = await fetch(url, { method, headers, credentials, mode, body: body ?? undefined });
  } catch {
    return 'blocked';
  }
  if (response.type === 'opaque') {
    return 'opaque';
  }
  await response.text();
  return [response.status, ...HEADERS.filter((name) => response.headers.has(name))].join(' ');
}

function events({ url, credentials }) {
  return new Promise((resolve) => {
    const source = new EventSource(url, { withCredentials: credentials === 'include' });
    const end = (outcome) => () => {
      source.close();
      resolve(outcome);
    };
    source.onmessage = end('event');
    source.onerror = end('blocked');
  });
}

function socket({ url }) {
  return new Promise((resolve) => {
    const connection = new WebSocket(url.replace('http:', 'ws:'));
    connection.onopen = () => connection.send('hello');
    connection.onmessage = () => {
      connection.onclose = () => resolve('message');
      connection.close();
    };
    connection.onclose = () => resolve('blocked');
  });
}

async function form({ url }) {
  const frame = Object.assign(document.createElement('iframe'), { name: 'answer' });
  document.body.append(frame);
  const element = Object.assign(document.createElement('form'), { action: url, method: 'post', target: 'answer' });
  document.body.append(element);
  // An empty document may be loaded first. That of another origin is none for this page.
  await new Promise((resolve) => {
    frame.onload = () => frame.contentDocument?.URL === 'about:blank' || resolve();
    element.submit();
  });
  const answer = frame.contentDocument?.body.textContent ?? 'unreadable';
  frame.remove();
  element.remove();
  return { unreadable: answer, items: '200' }[answer] ?? 'blocked';
}

async function font({ url }) {
  try {
    await new FontFace('Parlour', `url("${url}")`).load();
  } catch {
    return 'blocked';
  }
  return 'font';
}

// A frame, as a function that performs a request in it.
async function openFrame(url, sandbox) {
  const frame = document.createElement('iframe');
  if (sandbox) {
    frame.sandbox = sandbox;
  }
  frame.src = url;
  const waiting = new Map();
  addEventListener('message', ({ source, data: { id, outcome } }) => {
    if (source === frame.contentWindow) {
      waiting.get(outcome === undefined ? 'opened' : id)(outcome);
    }
  });
  const opened = new Promise((resolve) => {
    waiting.set('opened', resolve);
  });
  document.body.append(frame);
  await opened;
  return (request) => new Promise((resolve) => {
    const id = waiting.size;
    waiting.set(id, resolve);
    frame.contentWindow.postMessage({ id, request }, '*');
  });
}
