/**
 * The function, which remembers what it made of each object for as long as the object lives. For
 * functions of immutable objects that depend on nothing else.
 */
export function memoise<Key extends object, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new WeakMap<Key, { readonly made: Made }>();
  return (key) => {
    let box = known.get(key);
    if (box === undefined) {
      box = { made: make(key) };
      known.set(key, box);
    }
    return box.made;
  };
}

/**
 * The same for an object and a text or number beside it. Clients may invent texts without end: of
 * each object the first `most` are remembered, any others are made again.
 */
export function memoiseEach<Key extends object, Name extends string | number, Made>(
  most: number,
  make: (key: Key, name: Name) => Made,
): (key: Key, name: Name) => Made {
  const toKnown = memoise<Key, Map<Name, { readonly made: Made }>>(() => new Map());
  return (key, name) => {
    const known = toKnown(key);
    let box = known.get(name);
    if (box === undefined) {
      box = { made: make(key, name) };
      if (known.size < most) known.set(name, box);
    }
    return box.made;
  };
}
