// @ts-check

/** @typedef {import('./_host.mjs').Sent} Sent */

/** A request as one line for a shell, against a mock on its usual port. @param {Sent} sent */
export function toCurl({ method, target, headers, body }) {
  const parts = ['curl', '-i', ...(method === 'GET' ? [] : ['-X', method])];
  for (const [name, value] of Object.entries(headers)) {
    if (!/^x-mock-session$/i.test(name)) parts.push('-H', quote(`${name}: ${value}`));
  }
  if (body) parts.push('--data-binary', toData(body));
  return [...parts, quote(`http://127.0.0.1:4010${target}`)].join(' ');
}

/** @param {Buffer} body */
function toData(body) {
  const written = body.toString('utf8');
  if (!Buffer.from(written).equals(body)) return `'(${body.length} bytes)'`;
  const short = written.length > 1500 ? `${written.slice(0, 1500)}…` : written;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a shell's quotes keep no control characters legible
  return /[\x00-\x1f]/.test(short) ? `$${quote(JSON.stringify(short).slice(1, -1))}` : quote(short);
}

/** @param {string} written */
function quote(written) {
  return `'${written.replaceAll("'", `'\\''`)}'`;
}
