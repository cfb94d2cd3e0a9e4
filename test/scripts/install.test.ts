import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../scripts/_install.mjs';

describe('isInstalled', () => {
  const ajv = { version: '8.20.0', integrity: 'sha512-a' };
  const wanted = { packages: { '': { version: '1.0.0' }, 'node_modules/ajv': ajv } };

  it('holds when the same packages are there', () => {
    expect(isInstalled(wanted, { packages: { 'node_modules/ajv': ajv } })).toBe(true);
  });

  it.each([
    ['missing', {}],
    ['older', { 'node_modules/ajv': { ...ajv, version: '8.19.0' } }],
    ['of other content', { 'node_modules/ajv': { ...ajv, integrity: 'sha512-b' } }],
  ])('does not hold when a package is %s', (_, packages) => {
    expect(isInstalled(wanted, { packages })).toBe(false);
  });

  it('allows an optional package to be missing, as one for another platform is', () => {
    const optional = {
      packages: { 'node_modules/x-darwin': { version: '1.0.0', optional: true } },
    };
    expect(isInstalled(optional, { packages: {} })).toBe(true);
  });
});
