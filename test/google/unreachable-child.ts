import { createFirestoreDocuments } from '../../shared/adapters/firestore/firestore-documents.ts';

/** Prints what each call fails on, a line each, then ends. */
const store = createFirestoreDocuments({ projectId: 'terrain-test', limitMs: 500 });
const calls = [
  () => store.get('things', 'a'),
  () => store.set('things', 'a', {}),
  () => store.query('things'),
  () => store.count('things'),
  () => store.transaction((transaction) => transaction.get('things', 'a')),
];
for (const call of calls) {
  try {
    console.log(`succeeded: ${JSON.stringify(await call())}`);
  } catch (error) {
    console.log(String(error));
  }
}
process.exit(0);
