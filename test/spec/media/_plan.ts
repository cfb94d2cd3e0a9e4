import type { Json, JsonObject } from '../../../kernel/json.ts';
import { loadDocument } from '../../../spec/load.ts';
import { type BodyPlan, planBody } from '../../../spec/media/body-plan.ts';
import { writeBody } from '../../../spec/media/write-body.ts';
import { readOperations } from '../../../spec/operations.ts';

/** The plan of a body in one media type, of the only content that a document declares. */
export async function toPlan(
  mediaType: string,
  content: JsonObject = {},
  schemas: JsonObject = {},
): Promise<BodyPlan> {
  const responses = { 200: { description: 'Fine.', content: { [mediaType]: content } } };
  const document = await loadDocument({
    openapi: '3.1.0',
    info: { title: 'test.yaml', version: '1' },
    paths: { '/things': { get: { responses } } },
    components: { schemas },
  });
  const [declared] = readOperations(document)[0]?.responses[0]?.content ?? [];
  if (!declared) throw new Error('there is no content');
  return planBody(document, declared, mediaType);
}

/** The text of a value in a media type. */
export async function write(mediaType: string, value: Json, schema?: JsonObject): Promise<string> {
  const plan = await toPlan(mediaType, schema ? { schema } : {});
  return Buffer.from(writeBody(plan, value).body).toString('utf8');
}
