import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Condition, DocumentData, DocumentStore, JsonValue, Query } from '../../shared/ports/documents.ts';
import { AlreadyExistsError, InvalidRequestError, NotFoundError } from '../../shared/ports/failures.ts';
import { evaluateQuery } from './evaluate-query.ts';

/** What every document store promises. `open` gives one without documents; each case uses its own collection. */
export function documentsContract(
  name: string,
  open: () => Promise<{ subject: DocumentStore; close: () => Promise<void> }>,
): void {
  describe(`document store: ${name}`, () => {
    let store: DocumentStore;
    let close: () => Promise<void>;
    let cases = 0;
    const nextCollection = () => `cases_${++cases}`;
    before(async () => {
      ({ subject: store, close } = await open());
    });
    after(() => close());

    it('gives back what it was given, whatever JSON it is', async () => {
      const collection = nextCollection();
      const all: DocumentData[] = [
        {},
        {
          text: 'été \u{1f4f7} "quoted" \\ \n',
          number: 1.5,
          large: 9007199254740991,
          negative: -3,
          yes: true,
          nothing: null,
        },
        { list: [1, 'a', null, { deep: [true] }], map: { b: 1, a: { c: [] }, empty: {} } },
        { lists: [{ in: [1, 2] }, {}, { in: [{ in: [3] }] }], 'a.b': 1, 'à côté': 2, constructor: 3 },
        Array.from({ length: 19 }).reduce<DocumentData>((deep) => ({ deep }), { bottom: 1 }),
      ];
      for (const [index, data] of all.entries()) {
        await store.set(collection, `d${index}`, data);
        assert.deepEqual(await store.get(collection, `d${index}`), data);
      }
      assert.equal(await store.get(collection, 'none'), undefined);
    });

    const unstorable: [string, DocumentData][] = [
      ['a list in a list', { rows: [[1, 2], [3]] }],
      ['a list in a list further down', { rows: [{ cells: [1, [2]] }] }],
      ['a field between "__"', { map: { __name__: 1 } }],
      ['a field without a name', { '': 1 }],
      ['a field name of 1501 bytes', { ['x'.repeat(1501)]: 1 }],
      ['NaN', { list: [Number.NaN] }],
      ['half a surrogate pair', { text: '\ud83d' }],
      ['22 levels', Array.from({ length: 21 }).reduce<DocumentData>((deep) => ({ deep }), { bottom: 1 })],
      ['more than 1 MiB', { text: 'x'.repeat(1024 * 1024) }],
      ['more than 1 MiB of short numbers', { list: Array.from({ length: 140_000 }, () => 1) }],
    ];
    for (const [what, data] of unstorable) {
      it(`refuses ${what}, and keeps what was there`, async () => {
        const collection = nextCollection();
        await store.set(collection, 'a', { before: true });
        await assert.rejects(store.set(collection, 'a', data), InvalidRequestError);
        await assert.rejects(store.create(collection, 'b', data), InvalidRequestError);
        await assert.rejects(
          store.transaction(async (tx) => tx.set(collection, 'a', data)),
          InvalidRequestError,
        );
        assert.deepEqual(await store.query(collection), [{ id: 'a', data: { before: true } }]);
      });
    }

    it('keeps a document of almost 1 MiB', async () => {
      const collection = nextCollection();
      const data = { text: 'é'.repeat(524_000) };
      await store.set(collection, 'a', data);
      assert.deepEqual(await store.get(collection, 'a'), data);
    });

    it('replaces the whole document on set', async () => {
      const collection = nextCollection();
      await store.set(collection, 'a', { one: 1, two: 2 });
      await store.set(collection, 'a', { three: 3 });
      assert.deepEqual(await store.get(collection, 'a'), { three: 3 });
    });

    it('creates once and leaves what was there', async () => {
      const collection = nextCollection();
      await store.create(collection, 'a', { first: true });
      await assert.rejects(store.create(collection, 'a', { first: false }), AlreadyExistsError);
      assert.deepEqual(await store.get(collection, 'a'), { first: true });
      await store.delete(collection, 'a');
      await store.delete(collection, 'a');
      await store.create(collection, 'a', { first: 'again' });
      assert.deepEqual(await store.get(collection, 'a'), { first: 'again' });
    });

    it('lets one of 50 parallel creates of an id win', async () => {
      const collection = nextCollection();
      const creates = Array.from({ length: 50 }, (_, index) => store.create(collection, 'one', { index }));
      const settled = await Promise.allSettled(creates);
      const winner = settled.findIndex((result) => result.status === 'fulfilled');
      assert.equal(settled.filter((result) => result.status === 'fulfilled').length, 1);
      assert.deepEqual(await store.get(collection, 'one'), { index: winner });
      for (const result of settled) {
        if (result.status === 'rejected') assert.ok(result.reason instanceof AlreadyExistsError, String(result.reason));
      }
    });

    for (const bad of ['', 'a/b', '.', '..', '__x__', 'é'.repeat(751)]) {
      it(`refuses the id ${JSON.stringify(bad.slice(0, 10))} (${Buffer.byteLength(bad)} bytes)`, async () => {
        const collection = nextCollection();
        await assert.rejects(store.get(collection, bad), InvalidRequestError);
        await assert.rejects(store.create(collection, bad, {}), InvalidRequestError);
        await assert.rejects(store.set(collection, bad, {}), InvalidRequestError);
        await assert.rejects(store.delete(collection, bad), InvalidRequestError);
        await assert.rejects(
          store.transaction((tx) => tx.get(collection, bad)),
          InvalidRequestError,
        );
        await assert.rejects(
          store.transaction(async (tx) => tx.set(collection, bad, {})),
          InvalidRequestError,
        );
      });
    }

    it('takes strange ids that Firestore takes', async () => {
      const collection = nextCollection();
      for (const id of ['...', '__x', 'x__', ' ', 'a b', "l'été", '"', '%2F', 'é'.repeat(750)]) {
        await store.set(collection, id, { id });
        assert.deepEqual(await store.get(collection, id), { id });
      }
    });

    it('keeps collections apart', async () => {
      const [one, two] = [nextCollection(), nextCollection()];
      await store.set(one, 'a', { in: 1 });
      assert.equal(await store.get(two, 'a'), undefined);
      assert.deepEqual(await store.query(two), []);
    });

    describe('queries', () => {
      const people: Readonly<Record<string, DocumentData>> = {
        a: { age: 30, name: 'Zoé', tags: ['x'], address: { city: 'Lyon' } },
        b: { age: 25, name: 'Ana', active: true },
        c: { age: '30', name: 'Bob', active: false },
        d: { name: 'Éva', age: null },
        e: { age: 30.5, name: 'ana', address: { city: 'Paris', zip: null } },
        f: { other: true },
      };
      const table: [string, Query, string[]][] = [
        ['everything by id', {}, ['a', 'b', 'c', 'd', 'e', 'f']],
        ['equal numbers only', { where: [{ field: 'age', op: '==', value: 30 }] }, ['a']],
        ['equal texts only', { where: [{ field: 'age', op: '==', value: '30' }] }, ['c']],
        ['null', { where: [{ field: 'age', op: '==', value: null }] }, ['d']],
        ['booleans are not numbers', { where: [{ field: 'active', op: '==', value: true }] }, ['b']],
        ['1 is not true', { where: [{ field: 'active', op: '==', value: 1 }] }, []],
        ['lists', { where: [{ field: 'tags', op: '==', value: ['x'] }] }, ['a']],
        [
          'maps, whatever the order of keys',
          { where: [{ field: 'address', op: '==', value: { zip: null, city: 'Paris' } }] },
          ['e'],
        ],
        ['not equal leaves out missing and null', { where: [{ field: 'age', op: '!=', value: 30 }] }, ['b', 'e', 'c']],
        ['not null', { where: [{ field: 'age', op: '!=', value: null }] }, ['b', 'a', 'e', 'c']],
        ['less than', { where: [{ field: 'age', op: '<', value: 30 }] }, ['b']],
        ['at most, in the order of what is compared', { where: [{ field: 'age', op: '<=', value: 30 }] }, ['b', 'a']],
        ['more than', { where: [{ field: 'age', op: '>', value: 25 }] }, ['a', 'e']],
        ['at least a text', { where: [{ field: 'age', op: '>=', value: '' }] }, ['c']],
        ['one of', { where: [{ field: 'name', op: 'in', value: ['Ana', 'Bob', 'nobody'] }] }, ['b', 'c']],
        ['none of no choices', { where: [{ field: 'name', op: 'in', value: [] }] }, []],
        ['one of several types', { where: [{ field: 'age', op: 'in', value: [25, '30'] }] }, ['b', 'c']],
        ['a nested field', { where: [{ field: 'address.city', op: '==', value: 'Lyon' }] }, ['a']],
        ['a field below a text', { where: [{ field: 'name.city', op: '==', value: 'Lyon' }] }, []],
        [
          'two conditions',
          {
            where: [
              { field: 'age', op: '>=', value: 25 },
              { field: 'age', op: '<', value: 30.5 },
            ],
          },
          ['b', 'a'],
        ],
        [
          'two compared fields, in the order asked',
          {
            where: [
              { field: 'age', op: '>=', value: 25 },
              { field: 'name', op: '>', value: 'B' },
            ],
            orderBy: { field: 'name', direction: 'desc' },
          },
          ['e', 'a'],
        ],
        [
          'two compared fields, after one of them',
          {
            where: [
              { field: 'age', op: '>=', value: 25 },
              { field: 'name', op: '!=', value: 'Zoé' },
            ],
            startAfterId: 'b',
          },
          ['e'],
        ],
        [
          'what equals one field and is compared in another, after one of them',
          {
            where: [
              { field: 'address.city', op: 'in', value: ['Lyon', 'Paris'] },
              { field: 'age', op: '>', value: 0 },
            ],
            orderBy: { field: 'age', direction: 'desc' },
            startAfterId: 'e',
          },
          ['a'],
        ],
        ['texts in byte order', { orderBy: { field: 'name', direction: 'asc' } }, ['b', 'c', 'a', 'e', 'd']],
        ['texts backwards', { orderBy: { field: 'name', direction: 'desc' } }, ['d', 'e', 'a', 'c', 'b']],
        [
          'types in order: null, number, text',
          { orderBy: { field: 'age', direction: 'asc' } },
          ['d', 'b', 'a', 'e', 'c'],
        ],
        ['an order leaves out who lacks the field', { orderBy: { field: 'active', direction: 'asc' } }, ['c', 'b']],
        ['a limit', { orderBy: { field: 'age', direction: 'desc' }, limit: 2 }, ['c', 'e']],
        ['a page by id', { startAfterId: 'b', limit: 2 }, ['c', 'd']],
        ['a page by id after one that is gone', { startAfterId: 'bb', limit: 2 }, ['c', 'd']],
        ['a page by order', { orderBy: { field: 'age', direction: 'asc' }, startAfterId: 'b', limit: 2 }, ['a', 'e']],
        ['a page after null', { orderBy: { field: 'age', direction: 'asc' }, startAfterId: 'd', limit: 1 }, ['b']],
      ];
      const collection = 'people';
      before(async () => {
        for (const [id, data] of Object.entries(people)) await store.set(collection, id, data);
      });
      for (const [what, query, expected] of table) {
        it(`finds ${what}`, async () => {
          const found = await store.query(collection, query);
          assert.deepEqual(
            found.map((document) => document.id),
            expected,
          );
          for (const { id, data } of found) assert.deepEqual(data, people[id]);
        });
      }

      const unanswerable: [string, Query][] = [
        ['"in" without a list', { where: [{ field: 'age', op: 'in', value: 30 }] }],
        [
          '"in" with 31 choices',
          { where: [{ field: 'age', op: 'in', value: Array.from({ length: 31 }, (_, index) => index) }] },
        ],
        ['a comparison with null', { where: [{ field: 'age', op: '<', value: null }] }],
        ['a comparison with a list', { where: [{ field: 'age', op: '>=', value: [1] }] }],
        ['an empty field', { where: [{ field: '', op: '==', value: 1 }] }],
        ['an order by half a path', { orderBy: { field: 'address.', direction: 'asc' } }],
        ['a reserved field', { where: [{ field: '__name__', op: '==', value: 'a' }] }],
        ['a limit of a half', { limit: 0.5 }],
        ['a limit below zero', { limit: -1 }],
      ];
      for (const [what, query] of unanswerable) {
        it(`refuses ${what}`, async () => {
          await assert.rejects(store.query(collection, query), InvalidRequestError);
          if (query.where !== undefined) {
            await assert.rejects(store.count(collection, query.where), InvalidRequestError);
          }
        });
      }

      it('gives nothing for a limit of zero', async () => {
        assert.deepEqual(await store.query(collection, { limit: 0 }), []);
      });

      it('refuses to start after what is not there, or lacks the field of the order', async () => {
        const orderBy = { field: 'age', direction: 'asc' } as const;
        await assert.rejects(store.query(collection, { orderBy, startAfterId: 'nobody' }), NotFoundError);
        await assert.rejects(store.query(collection, { orderBy, startAfterId: 'f' }), InvalidRequestError);
      });

      it('counts what matches', async () => {
        assert.equal(await store.count(collection), 6);
        assert.equal(await store.count(collection, [{ field: 'age', op: '>', value: 20 }]), 3);
        assert.equal(await store.count('nobody', [{ field: 'age', op: '>', value: 20 }]), 0);
      });

      it('sees a change at once', async () => {
        const changing = nextCollection();
        const where: Condition[] = [{ field: 'state', op: '==', value: 'open' }];
        await store.set(changing, 'a', { state: 'open' });
        assert.equal(await store.count(changing, where), 1);
        await store.set(changing, 'a', { state: 'closed' });
        assert.equal(await store.count(changing, where), 0);
        await store.set(changing, 'b', { state: 'open' });
        assert.deepEqual(
          (await store.query(changing, { where })).map(({ id }) => id),
          ['b'],
        );
        await store.delete(changing, 'b');
        assert.equal(await store.count(changing, where), 0);
      });

      it('finds by fields whose names hold quotes and accents', async () => {
        const quoted = nextCollection();
        await store.set(quoted, 'a', { durée: 1 });
        assert.equal(await store.count(quoted, [{ field: 'durée', op: '==', value: 1 }]), 1);
        assert.equal(await store.count(quoted, [{ field: 'duree', op: '==', value: 1 }]), 0);
      });

      it('equals a plain evaluation, for random documents and queries', async () => {
        const value = fc.oneof(
          fc.integer({ min: -2, max: 2 }),
          fc.constantFrom(0.5, 1e15, '', 'a', 'A', 'ab', 'é', '1', true, false),
        );
        const stored = fc.oneof(
          { weight: 6, arbitrary: value as fc.Arbitrary<JsonValue> },
          { weight: 1, arbitrary: fc.constantFrom<JsonValue>(null, [1], { x: 1 }) },
        );
        const document = fc.record(
          { a: stored, b: stored, n: fc.record({ x: stored }, { requiredKeys: [], noNullPrototype: true }) },
          { requiredKeys: [], noNullPrototype: true },
        );
        const field = fc.constantFrom('a', 'b', 'n.x');
        const equality: fc.Arbitrary<Condition> = fc.oneof(
          fc.record({ field, op: fc.constant('=='), value }),
          fc.record({ field, op: fc.constant('in'), value: fc.array(value, { minLength: 1, maxLength: 3 }) }),
        );
        const comparison: fc.Arbitrary<Condition> = fc.record({
          field,
          op: fc.constantFrom('!=', '<', '<=', '>', '>='),
          value,
        });
        // Ties go by id only where nothing but the order's field is compared: an order is made one of that field below.
        const conditions = fc
          .tuple(fc.array(equality, { maxLength: 1 }), fc.array(comparison, { maxLength: 1 }))
          .map((both) => both.flat());
        const order = fc.option(fc.record({ field, direction: fc.constantFrom('asc', 'desc') }), {
          nil: undefined,
          freq: 2,
        });
        const documents = fc.dictionary(
          fc.string({ unit: fc.constantFrom('a', 'b', 'Z', '0'), minLength: 1, maxLength: 3 }),
          document,
          { maxKeys: 15, noNullPrototype: true },
        );
        const property = fc.asyncProperty(
          documents,
          fc.array(fc.tuple(conditions, order, fc.integer({ min: 1, max: 4 })), {
            minLength: 1,
            maxLength: 6,
          }),
          async (given, queries) => {
            const collection = nextCollection();
            for (const [id, data] of Object.entries(given)) await store.set(collection, id, data);
            for (const [where, orderBy, limit] of queries) {
              const compared = where.find(({ op }) => op !== '==' && op !== 'in')?.field;
              const query: Query =
                orderBy === undefined
                  ? { where }
                  : { where, orderBy: { ...orderBy, field: compared ?? orderBy.field } };
              const expected = evaluateQuery(given, query);
              assert.equal(await store.count(collection, where), evaluateQuery(given, { where }).length);
              assert.deepEqual(await store.query(collection, query), expected);
              const paged: unknown[] = [];
              for (let last: string | undefined; ; ) {
                const page = await store.query(collection, {
                  ...query,
                  limit,
                  ...(last === undefined ? {} : { startAfterId: last }),
                });
                paged.push(...page);
                last = page.at(-1)?.id;
                if (page.length < limit) break;
              }
              assert.deepEqual(paged, expected);
            }
          },
        );
        await fc.assert(property, { numRuns: 60 });
      });
    });

    describe('transactions', () => {
      it('add up: 50 at once on one counter make 50', async () => {
        const collection = nextCollection();
        await store.set(collection, 'counter', { value: 0 });
        const increment = () =>
          store.transaction(async (tx) => {
            const value = Number((await tx.get(collection, 'counter'))?.value);
            tx.set(collection, 'counter', { value: value + 1 });
            return value;
          });
        const seen = await Promise.all(Array.from({ length: 50 }, increment));
        assert.deepEqual(await store.get(collection, 'counter'), { value: 50 });
        assert.deepEqual(
          seen.sort((a, b) => a - b),
          Array.from({ length: 50 }, (_, index) => index),
        );
      });

      it('write all or nothing', async () => {
        const collection = nextCollection();
        await store.set(collection, 'taken', { old: true });
        const failing = store.transaction(async (tx) => {
          tx.set(collection, 'other', {});
          tx.create(collection, 'taken', {});
          tx.delete(collection, 'taken');
        });
        await assert.rejects(failing, AlreadyExistsError);
        const throwing = store.transaction(async (tx) => {
          tx.set(collection, 'other', {});
          throw new RangeError('changed my mind');
        });
        await assert.rejects(throwing, RangeError);
        assert.deepEqual(await store.query(collection), [{ id: 'taken', data: { old: true } }]);
      });

      it('create, set and delete together, and give the result of the callback', async () => {
        const collection = nextCollection();
        await store.set(collection, 'gone', {});
        const result = await store.transaction(async (tx) => {
          const [gone, none] = [await tx.get(collection, 'gone'), await tx.get(collection, 'none')];
          tx.delete(collection, 'gone');
          tx.create(collection, 'created', { a: 1 });
          tx.set(collection, 'written', { b: 2 });
          return [gone, none];
        });
        assert.deepEqual(result, [{}, undefined]);
        assert.deepEqual(await store.query(collection), [
          { id: 'created', data: { a: 1 } },
          { id: 'written', data: { b: 2 } },
        ]);
      });

      it('read several at once, in the order asked, those that are not there too', async () => {
        const collection = nextCollection();
        await store.set(collection, 'a', { a: 1 });
        await store.set(collection, 'b', { b: 2 });
        const names = ['b', 'none', 'a', 'b'].map((id) => ({ collection, id }));
        const read = await store.transaction(async (tx) => [await tx.getAll(names), await tx.getAll([])]);
        assert.deepEqual(read, [[{ b: 2 }, undefined, { a: 1 }, { b: 2 }], []]);
        const late = store.transaction(async (tx) => {
          tx.set(collection, 'a', {});
          await tx.getAll(names);
        });
        await assert.rejects(late, InvalidRequestError);
      });

      it('refuse a read after a write', async () => {
        const collection = nextCollection();
        const late = store.transaction(async (tx) => {
          tx.set(collection, 'a', {});
          await tx.get(collection, 'a');
        });
        await assert.rejects(late, InvalidRequestError);
        assert.equal(await store.get(collection, 'a'), undefined);
      });

      it('never let two take the last place', async () => {
        const collection = nextCollection();
        const take = (who: string) =>
          store.transaction(async (tx) => {
            const [a, b] = [await tx.get(collection, 'a'), await tx.get(collection, 'b')];
            if (a !== undefined || b !== undefined) return false;
            tx.create(collection, who, {});
            return true;
          });
        assert.deepEqual((await Promise.all([take('a'), take('b')])).sort(), [false, true]);
      });

      it('run again with fresh reads when what they read has changed meanwhile', async () => {
        const collection = nextCollection();
        await store.set(collection, 'a', { value: 1 });
        let runs = 0;
        const result = await store.transaction(async (tx) => {
          runs++;
          const value = (await tx.get(collection, 'a'))?.value;
          // The write does not wait for this transaction: a store that locks what was read would let it wait for ever.
          if (runs === 1) void store.set(collection, 'a', { value: 2 });
          await new Promise((resolve) => setTimeout(resolve, 20));
          tx.set(collection, 'b', { copied: Number(value) });
          return value;
        });
        const copied = (await store.get(collection, 'b'))?.copied;
        assert.equal(copied, result);
        assert.deepEqual((await store.get(collection, 'a'))?.value, 2);
      });
    });
  });
}
