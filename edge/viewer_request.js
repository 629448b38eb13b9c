// Where a request for the site leads: from the bare address to the visitor's language, else to the release that is live.
// A CloudFront Function (runtime 2.0); template.yaml holds it word for word. Why it decides so: decisions/0026.
import cf from 'cloudfront';

const store = cf.kvs();

async function handler(event) {
  const request = event.request;
  const release = await valueOf('release');
  if (!release) {
    return answer(503, 'Service Unavailable', {'retry-after': {value: '60'}});
  }
  if (request.uri === '/' && isUndecided(request)) {
    const languages = (await valueOf('languages')).split(' ');
    const language = languageFor(request.headers['accept-language'].value, languages);
    if (language !== languages[0]) {
      return redirect(302, 'Found', '/' + language + '/');
    }
  }
  // Not "//x", which browsers take for another site.
  if (/^\/[^/\\][^\\]*$/.test(request.uri) && /\/[^/.]+$/.test(request.uri)) {
    return redirect(308, 'Permanent Redirect', request.uri + '/' + queryOf(request.querystring));
  }
  const file = request.uri.endsWith('/') ? 'index.html' : '';
  request.uri = '/releases/' + release + request.uri + file;
  return request;
}

// Whether nobody has chosen a language yet. Who comes from a page of ours has, by the link that was pressed; so has who
// wrote something behind the address, and who has the page already and only asks whether it is still good.
function isUndecided(request) {
  const headers = request.headers;
  const from = headers['sec-fetch-site'] ? headers['sec-fetch-site'].value : 'unknown';
  const decided = ['cache-control', 'if-none-match', 'if-modified-since'].some((name) => headers[name]);
  return (
    Boolean(headers['accept-language']) &&
    ['none', 'cross-site', 'same-site'].includes(from) &&
    Object.keys(request.querystring).length === 0 &&
    !decided
  );
}

// The language of ours that a reader likes best (RFC 9110, 12.5.4). As the API does, English serves who named others only.
function languageFor(accepted, languages) {
  const wishes = accepted
    .split(',')
    .map((offer) => {
      const parts = offer.trim().toLowerCase().split(';');
      const quality = /^\s*q=([01](\.\d{0,3})?)\s*$/.exec(parts.slice(1).join(';'));
      return {language: parts[0].trim().split('-')[0], quality: quality ? Number(quality[1]) : 1};
    })
    .filter((wish) => wish.quality > 0 && wish.language !== '*' && wish.language !== '');
  const ours = wishes.filter((wish) => languages.includes(wish.language));
  if (ours.length > 0) {
    return ours.reduce((best, wish) => (wish.quality > best.quality ? wish : best)).language;
  }
  return wishes.length > 0 && languages.includes('en') ? 'en' : languages[0];
}

function queryOf(querystring) {
  const pairs = Object.keys(querystring).map((name) =>
    (querystring[name].multiValue || [querystring[name]]).map((each) => name + '=' + each.value).join('&'),
  );
  return pairs.length > 0 ? '?' + pairs.join('&') : '';
}

function redirect(status, description, to) {
  return answer(status, description, {location: {value: to}});
}

function answer(status, description, headers) {
  headers['cache-control'] = {value: 'no-store'};
  return {statusCode: status, statusDescription: description, headers: headers};
}

async function valueOf(key) {
  try {
    return await store.get(key);
  } catch (error) {
    return ''; // there is none: nothing was published yet
  }
}
