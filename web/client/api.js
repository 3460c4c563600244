// Calls of the JSON API with the session of the page.

// Problem is an answer that says no. status 0 means that there was no answer.
export class Problem extends Error {
  constructor(status, { detail = '', title = '', errors = [], draft = null } = {}, retryAfter = 0) {
    super(detail || title || `status ${status}`);
    this.status = status;
    this.detail = errors[0]?.detail || detail || title;
    this.retryAfter = retryAfter;
    this.draft = draft; // what a text clashed with
  }

  // passing problems may be gone at the next try; the others won't be.
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500 && this.status !== 501;
  }
}

const PATIENCE = 30_000; // an answer that takes longer won't come

// call answers with the JSON that came back ({} if none), or throws a Problem.
export async function call(method, path, body, options = {}) {
  const request = { method, headers: { Accept: 'application/json' }, ...options };
  if (body !== undefined) {
    request.headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  request.signal ??= AbortSignal.timeout?.(PATIENCE);
  let answer;
  let text;
  try {
    answer = await fetch(path.startsWith('/api/') ? path : `/api/v1${path}`, request);
    text = await answer.text(); // half an answer is none
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem(0);
  }
  return read(answer.status, text, answer.headers.get('Retry-After'));
}

function read(status, text, retryAfter) {
  let data = null;
  try {
    data = JSON.parse(text);
  } catch {
    // A proxy's page, or nothing: the status says enough.
  }
  if (status < 200 || status > 299) throw new Problem(status, data ?? {}, Number(retryAfter) || 0);
  return data ?? {};
}

// upload sends a file as call does, and tells progress how much of it is there (0–1). It may take as long as it needs;
// signal ends it with an AbortError.
export function upload(file, { progress, signal }) {
  const data = new FormData();
  data.append('file', file);
  const request = new XMLHttpRequest();
  return new Promise((done, failed) => {
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () => {
      try {
        done(read(request.status, request.responseText, request.getResponseHeader('Retry-After')));
      } catch (problem) {
        failed(problem);
      }
    };
    request.onerror = () => failed(new Problem(0));
    request.onabort = () => failed(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', '/api/v1/files');
    request.setRequestHeader('Accept', 'application/json');
    request.send(data);
  });
}

// uuid names one thing said, so that saying it twice is harmless. randomUUID is missing where the page isn't secure.
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
