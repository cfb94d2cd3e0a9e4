// @ts-check
import { build } from './_build.mjs';
import { ensureInstalled } from './_install.mjs';

ensureInstalled();
build();
