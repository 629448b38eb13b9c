// The content security policy of the release that is live: of the page's own, if it has one, else of every page.
// A CloudFront Function (runtime 2.0); template.yaml holds it word for word. Why it is done here: decisions/0026.
import cf from 'cloudfront';

const store = cf.kvs();

async function handler(event) {
  const response = event.response;
  const page = event.request.uri.replace(/^\/releases\/[^/]+/, '').replace(/\/index\.html$/, '/');
  const policy = (await valueOf('csp:' + page)) || (await valueOf('csp'));
  if (policy) {
    response.headers['content-security-policy'] = {value: policy};
  }
  return response;
}

async function valueOf(key) {
  try {
    return await store.get(key);
  } catch (error) {
    return ''; // there is none: then the policy that template.yaml sends with everything holds
  }
}
