/**
 * How a schema is read where its letter is not what its author means. `letter`: `nullable` adds to
 * the `type` beside it and to nothing else (OpenAPI 3.0.3 §4.7.24), and a discriminator never
 * changes what is valid (3.0.4 §4.7.25). `lenient`: null is admitted whatever else the schema says;
 * of several branches of a `oneOf` that match, the one that the discriminator names is meant, and
 * branches that say the same are one; and a format that no text of the allowed lengths has says
 * nothing.
 */
export type Reading = 'lenient' | 'letter';
