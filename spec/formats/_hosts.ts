import { isInternationalLabel, isPunycodeLabel } from './_idna.ts';

const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** True for a host name of RFC 1123 §2.1; labels in Punycode must stand for something. */
export function isHostname(text: string): boolean {
  if (text.length === 0 || text.length > 253) return false;
  return text.split('.').every((part) => label.test(part) && isPlainOrPunycode(part));
}

/** Two hyphens in the third and fourth place are kept for encodings (RFC 5891 §4.2.3.1). */
function isPlainOrPunycode(part: string): boolean {
  return part.slice(2, 4) !== '--' || isPunycodeLabel(part);
}

/** True for a host name of RFC 5890 §2.3.2.3, its labels in any script. */
export function isInternationalHostname(text: string): boolean {
  const parts = text.split(/[.\u3002\uff0e\uff61]/);
  const isShort = parts.reduce((sum, part) => sum + part.length + 1, -1) <= 253;
  return isShort && parts.every((part) => isLabel(part));
}

function isLabel(part: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
  const isAscii = /^[\x00-\x7f]*$/.test(part);
  return isAscii ? label.test(part) && isPlainOrPunycode(part) : isInternationalLabel(part);
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4s = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** True for a dotted quad (RFC 2673 §3.2), without leading zeros. */
export function isIpv4(text: string): boolean {
  return ipv4s.test(text);
}

/** True for an address of RFC 4291 §2.2, without a zone. */
export function isIpv6(text: string): boolean {
  if (text.length > 45) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const all = groups.flat();
  const last = all.at(-1) ?? '';
  const hasIpv4 = last.includes('.');
  if (hasIpv4 && (!isIpv4(last) || groups.at(-1)?.length === 0)) return false;
  const plain = hasIpv4 ? all.slice(0, -1) : all;
  if (!plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  const count = plain.length + (hasIpv4 ? 2 : 0);
  return halves.length === 2 ? count <= 7 : count === 8;
}

/** True for an address and the length of its prefix (RFC 4632 §3.1, RFC 4291 §2.3). */
export function isCidr(text: string, isAddress: (text: string) => boolean, most: number): boolean {
  const [address = '', length = '', ...rest] = text.split('/');
  const isLength = /^(?:0|[1-9]\d{0,2})$/.test(length) && Number(length) <= most;
  return rest.length === 0 && isLength && isAddress(address);
}

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]";
const quoted = '"(?:[ !#-\\[\\]-~]|\\\\[ -~])*"';
const locals = new RegExp(`^(?:${atom}+(?:\\.${atom}+)*|${quoted})$`);
const wideAtom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\u{10ffff}-]";
const wideQuoted = '"(?:[ !#-\\[\\]-~\\u0080-\\u{10ffff}]|\\\\[ -~])*"';
const wideLocals = new RegExp(`^(?:${wideAtom}+(?:\\.${wideAtom}+)*|${wideQuoted})$`, 'u');
const subdomains = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const wideSubdomains =
  /^[A-Za-z0-9\u0080-\u{10ffff}](?:[A-Za-z0-9\u0080-\u{10ffff}-]*[A-Za-z0-9\u0080-\u{10ffff}])?$/u;

/** True for a `Mailbox` of RFC 5321 §4.1.2. */
export function isEmail(text: string): boolean {
  return isMailbox(text, locals, subdomains);
}

/** True for a `Mailbox` of RFC 6531 §3.3. */
export function isInternationalEmail(text: string): boolean {
  return isMailbox(text, wideLocals, wideSubdomains);
}

function isMailbox(text: string, local: RegExp, domain: RegExp): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > 320) return false;
  const name = text.slice(0, at);
  const host = text.slice(at + 1);
  if (new TextEncoder().encode(name).length > 64 || !local.test(name)) return false;
  if (host.startsWith('[') && host.endsWith(']')) return isAddressLiteral(host.slice(1, -1));
  return host.length <= 255 && host.split('.').every((part) => domain.test(part));
}

function isAddressLiteral(text: string): boolean {
  return text.startsWith('IPv6:') ? isIpv6(text.slice(5)) : isIpv4(text);
}
