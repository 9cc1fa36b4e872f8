import { after } from 'node:test';
import { startUnderFramework } from '../framework-process.ts';
import { httpCases } from './http-cases.ts';

const served = await startUnderFramework('test/fixtures/functions/serve-note', 'serve-note');
after(() => served.stop());
httpCases('functions-framework', () => served.url);
