// What a page may ask of its browser. Every call ends in plain data, so that a frame can post it:
//   { status, headers, body } and the like   the page may read the answer
//   { blocked }                              the browser keeps it from the page
//   { failed }                               something went wrong that has nothing to do with CORS

const PATIENCE = 10_000;

const kinds = { fetch: request, events, font, image };

export async function perform(service, { kind = 'fetch', ...call }) {
  try {
    return await Promise.race([kinds[kind](service, call), timeout()]);
  } catch (error) {
    return { failed: String(error) };
  }
}

async function request(service, { path, json, ...init }) {
  if (json) {
    init.headers = { 'Content-Type': 'application/json', ...init.headers };
    init.body = JSON.stringify(json);
  }
  let response;
  try {
    response = await fetch(service + path, init);
  } catch (error) {
    return blocked(service, String(error));
  }
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: type.includes('json') ? JSON.parse(text) : text,
  };
}

function events(service, { path }) {
  return new Promise((resolve) => {
    const source = new EventSource(service + path);
    const lines = [];
    source.onmessage = ({ data }) => lines.push(data);
    source.addEventListener('end', ({ data }) => {
      source.close();
      resolve({ lines, end: data });
    });
    source.onerror = () => {
      source.close();
      resolve(blocked(service, 'error event, no status'));
    };
  });
}

async function font(service, { path, family }) {
  const face = new FontFace(family, `url("${service}${path}")`);
  try {
    document.fonts.add(await face.load());
  } catch (error) {
    return blocked(service, error.name);
  }
  return { font: family };
}

async function image(service, { path, crossOrigin }) {
  const picture = new Image();
  picture.crossOrigin = crossOrigin;
  picture.src = service + path;
  try {
    await picture.decode();
  } catch {
    return blocked(service, 'error event, no picture');
  }
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  const context = canvas.getContext('2d');
  context.drawImage(picture, 0, 0);
  try {
    const [...pixel] = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
    return { pixel, picture: canvas.toDataURL() };
  } catch (error) {
    return { blocked: `${error.name}: drawn, but not to be read back` };
  }
}

// To a page, a blocked answer and a dead service look alike. The feed, open to all, tells them apart.
async function blocked(service, sign) {
  const alive = await fetch(`${service}/feed`).then(({ ok }) => ok, () => false);
  return alive ? { blocked: sign } : { failed: `${sign}, and /feed, open to all, can’t be read either` };
}

function timeout() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${PATIENCE / 1000} s`)), PATIENCE);
  });
}
