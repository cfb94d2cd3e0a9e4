import { describe, expect, it } from 'vitest';
import { compileRouter } from '../../spec/router.ts';

function route(...templates: string[]) {
  return compileRouter(templates.map((template) => ({ method: 'get', template, value: template })));
}

function find(rawPath: string, ...templates: string[]) {
  const match = route(...templates).find(rawPath);
  return match && [match.template, ...match.values];
}

describe('a router', () => {
  it('finds the template and the raw values in it', () => {
    const templates = ['/users', '/users/{id}', '/users/{id}/keys/{key}'];
    expect(find('/users', ...templates)).toEqual(['/users']);
    expect(find('/users/7', ...templates)).toEqual(['/users/{id}', '7']);
    expect(find('/users/a%2Fb/keys/%C3%A9', ...templates)).toEqual([
      '/users/{id}/keys/{key}',
      'a%2Fb',
      '%C3%A9',
    ]);
  });

  it('finds nothing for any other path', () => {
    const templates = ['/users', '/users/{id}'];
    for (const path of [
      '',
      '*',
      '/',
      '/user',
      '/users/',
      '/users/7/',
      '/users/7/keys',
      'users',
      '//users',
    ]) {
      expect(find(path, ...templates), path).toBeUndefined();
    }
  });

  it('takes the root and a trailing slash as they are written', () => {
    expect(find('/', '/', '/{id}')).toEqual(['/']);
    expect(find('/a/', '/a', '/a/', '/a/{id}')).toEqual(['/a/']);
    expect(find('/a', '/a/')).toBeUndefined();
  });

  it('never gives an empty segment to a name', () => {
    expect(find('/users//keys', '/users/{id}/keys')).toBeUndefined();
    expect(find('/.json', '/{id}.json')).toBeUndefined();
    expect(find('/-b', '/{a}-{b}')).toBeUndefined();
    expect(find('/a-', '/{a}-{b}')).toBeUndefined();
  });

  it('compares literals decoded, whichever side is encoded', () => {
    expect(find('/a%20b', '/a b')).toEqual(['/a b']);
    expect(find('/%61%20b', '/a%20b')).toEqual(['/a%20b']);
    expect(find('/caf%c3%a9', '/café')).toEqual(['/café']);
    expect(find('/v%3ax', '/v:x')).toEqual(['/v:x']);
    expect(find('/100%25', '/100%')).toEqual(['/100%']);
  });

  it('does not match a literal with a malformed segment, but leaves it to a name', () => {
    expect(find('/us%zz', '/us%zz')).toBeUndefined();
    expect(find('/us%zz', '/us', '/{id}')).toEqual(['/{id}', 'us%zz']);
    expect(find('/%C0%80.json', '/{id}.json')).toEqual(['/{id}.json', '%C0%80']);
  });

  it('is sensitive to case', () => {
    expect(find('/Users', '/users')).toBeUndefined();
  });

  it('keeps the members of the prototype apart from segments', () => {
    expect(find('/constructor', '/users')).toBeUndefined();
    expect(find('/__proto__', '/{id}')).toEqual(['/{id}', '__proto__']);
  });
});

describe('precedence', () => {
  it('is literal, mixed, name', () => {
    const templates = ['/{id}', '/{id}.json', '/me.json', '/me'];
    expect(find('/me.json', ...templates)).toEqual(['/me.json']);
    expect(find('/you.json', ...templates)).toEqual(['/{id}.json', 'you']);
    expect(find('/me', ...templates)).toEqual(['/me']);
    expect(find('/you', ...templates)).toEqual(['/{id}', 'you']);
  });

  it('goes from the left, and back when it was led astray', () => {
    const templates = ['/a/b/c', '/a/{x}/d', '/{x}/b/e', '/{x}/{y}/{z}'];
    expect(find('/a/b/c', ...templates)).toEqual(['/a/b/c']);
    expect(find('/a/b/d', ...templates)).toEqual(['/a/{x}/d', 'b']);
    expect(find('/a/b/e', ...templates)).toEqual(['/{x}/b/e', 'a']);
    expect(find('/a/b/f', ...templates)).toEqual(['/{x}/{y}/{z}', 'a', 'b', 'f']);
  });

  it('forgets the values of the way it was led astray', () => {
    expect(find('/q.json/y', '/{a}.json/x', '/{b}/y')).toEqual(['/{b}/y', 'q.json']);
    expect(find('/q/r/y', '/{a}/{b}/x', '/{c}/r/y', '/{d}/{e}/{f}')).toEqual(['/{c}/r/y', 'q']);
  });

  it('prefers the mixed segment with more literal text', () => {
    const templates = ['/{a}.gz', '/{a}.tar.gz', '/{a}-{b}.tar.gz'];
    expect(find('/x.gz', ...templates)).toEqual(['/{a}.gz', 'x']);
    expect(find('/x.tar.gz', ...templates)).toEqual(['/{a}.tar.gz', 'x']);
    expect(find('/x-1.tar.gz', ...templates)).toEqual(['/{a}-{b}.tar.gz', 'x', '1']);
  });
});

describe('a mixed segment', () => {
  it('gives each name the shortest text from the left, the last one the rest', () => {
    expect(find('/a-b-c', '/{x}-{y}')).toEqual(['/{x}-{y}', 'a', 'b-c']);
    expect(find('/v1.2:cancel', '/v{major}.{minor}:cancel')).toEqual([
      '/v{major}.{minor}:cancel',
      '1',
      '2',
    ]);
    expect(find('/abc', '/{x}{y}')).toEqual(['/{x}{y}', 'a', 'bc']);
    expect(find('/aXXa', '/{x}X{y}')).toEqual(['/{x}X{y}', 'a', 'Xa']);
  });

  it('does not split inside an escape, nor at an encoded delimiter when a plain one is there', () => {
    expect(find('/x%20y', '/{x}2{y}')).toBeUndefined();
    expect(find('/a%2Db-c', '/{x}-{y}')).toEqual(['/{x}-{y}', 'a%2Db', 'c']);
  });

  it('accepts an encoded literal when there is no plain one', () => {
    expect(find('/7%3Acancel', '/{id}:cancel')).toEqual(['/{id}:cancel', '7']);
    expect(find('/7%C3%A9', '/{id}é')).toEqual(['/{id}é', '7']);
  });

  it('takes linear time for hostile text', () => {
    const router = route('/{a}-{b}-{c}-{d}-{e}.x');
    const started = performance.now();
    expect(router.find(`/${'-'.repeat(100_000)}`)).toBeUndefined();
    expect(router.find(`/${'%2d'.repeat(50_000)}`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('methods of one path', () => {
  const router = compileRouter([
    { method: 'get', template: '/users/{id}', value: 'read' },
    { method: 'DELETE', template: '/users/{userId}', value: 'remove' },
  ]);

  it('keep their own names for the same values', () => {
    const match = router.find('/users/7');
    expect(match?.values).toEqual(['7']);
    expect(match?.methods.get('GET')).toEqual({
      value: 'read',
      template: '/users/{id}',
      names: ['id'],
    });
    expect(match?.methods.get('DELETE')?.names).toEqual(['userId']);
    expect([...(match?.methods.keys() ?? [])]).toEqual(['GET', 'DELETE']);
  });
});

describe('conflicts', () => {
  it('names a method that is given twice for the same path', () => {
    const router = compileRouter([
      { method: 'get', template: '/a/{x}', value: 1 },
      { method: 'get', template: '/a/{y}', value: 2 },
      { method: 'put', template: '/a/{y}', value: 3 },
    ]);
    expect(router.conflicts()).toEqual([
      { kind: 'duplicate', templates: ['/a/{x}', '/a/{y}'], method: 'GET' },
    ]);
    const first = router.find('/a/1')?.methods.get('GET');
    expect(first?.value).toBe(1);
    expect(first?.rivals).toEqual([{ value: 2, template: '/a/{y}', names: ['y'] }]);
    expect(router.find('/a/1')?.methods.get('PUT')?.rivals).toBeUndefined();
  });

  it('names templates of which neither is the more concrete, the one that is taken first', () => {
    const router = route('/{entity}/me', '/books/{id}');
    const templates = ['/books/{id}', '/{entity}/me'];
    expect(router.conflicts()).toEqual([{ kind: 'ambiguous', templates }]);
    expect(router.find('/books/me')?.template).toBe('/books/{id}');
  });

  it('gives others that fit the path alike, not those that are less concrete', () => {
    const router = route('/books/{id}', '/{entity}/me', '/{a}/{b}', '/{x}.old/{y}');
    const others = router.findOthers('/books/me');
    expect(others.map(({ template, values }) => [template, values])).toEqual([
      ['/{entity}/me', ['books']],
    ]);
    expect(router.findOthers('/books/you')).toEqual([]);
    expect(router.findOthers('nowhere')).toEqual([]);
  });

  it('compares the ends of mixed segments', () => {
    const both = { kind: 'ambiguous', templates: ['/{x}.json', '/{a}-{b}'] };
    expect(route('/{a}-{b}', '/{x}.json').conflicts()).toEqual([both]);
    expect(route('/{a}.xml', '/{x}.json', '/v{n}.xml').conflicts()).toHaveLength(1);
  });

  it('is silent about templates that differ in how concrete they are', () => {
    expect(route('/users/me', '/users/{id}', '/users/{id}.json', '/{a}/{b}').conflicts()).toEqual(
      [],
    );
    expect(route('/a/{x}/c', '/{x}/b/d', '/a/{x}').conflicts()).toEqual([]);
  });
});

describe('nearest', () => {
  const router = route(
    '/subscriptions/{id}/contracts',
    '/subscriptions/{id}/contracts/{contract}',
    '/subscriptions/{id}/users',
    '/health',
    '/{tenant}',
  );

  it('answers up to three templates, the most alike first', () => {
    expect(router.nearest('/subscriptions/7/contract')).toEqual([
      '/subscriptions/{id}/contracts',
      '/subscriptions/{id}/contracts/{contract}',
      '/subscriptions/{id}/users',
    ]);
    expect(router.nearest('/helth/')).toEqual(['/health']);
  });

  it('bridges segments that are missing', () => {
    expect(router.nearest('/contracts/5')[0]).toBe('/subscriptions/{id}/contracts/{contract}');
  });

  it('answers nothing when nothing is alike', () => {
    expect(router.nearest('/zzzzzzzz/1')).toEqual([]);
    expect(route().nearest('/a')).toEqual([]);
  });

  it('stays cheap for a huge path', () => {
    const started = performance.now();
    router.nearest(`/${'x'.repeat(100_000)}${'/y'.repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
