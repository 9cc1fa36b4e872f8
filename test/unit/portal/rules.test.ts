import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createAddressPolicy } from '../../../shared/adapters/chromium/address-policy.ts';
import { isNeverReached, isPrivate } from '../../../shared/adapters/chromium/address-ranges.ts';
import { parseSetCookie } from '../../../shared/adapters/chromium/cookie-jar.ts';
import { decodeDataAddress } from '../../../shared/adapters/chromium/photo-candidate.ts';
import type { InterventionRow } from '../../../shared/domain/interventions/intervention.ts';
import { cleanValues, readCount } from '../../../shared/domain/portal/clean-value.ts';
import { dispositionName } from '../../../shared/domain/portal/content-disposition.ts';
import { maskAddress } from '../../../shared/domain/portal/mask-address.ts';
import {
  addressName,
  rewriteAddress,
  saysNoPhoto,
  stableAddress,
} from '../../../shared/domain/portal/photo-address.ts';
import { quietSecondsLeft } from '../../../shared/domain/portal/quiet-hours.ts';
import type { Cleaning } from '../../../shared/domain/portal/recipe-value.ts';
import { expandTemplate, TemplateError } from '../../../shared/domain/portal/template.ts';
import { PermanentError } from '../../../shared/ports/failures.ts';

const row: InterventionRow = {
  reference: 'CRI-1/2 é',
  client: '',
  date: '2026-10-25',
  time: '',
  departement: '',
  jeton: '',
  technicians: [],
  columns: { path: 'a/b?c' },
};
const context = { day: '2026-10-25', now: new Date('2026-10-25T00:30:00Z'), zone: 'Europe/Paris', row };

describe('a template', () => {
  const cases: readonly [string, string, string][] = [
    ['{date}', '2026-10-25', '2026-10-25'],
    ['{date:dd/MM/yyyy}', '25/10/2026', '25%2F10%2F2026'],
    [
      '{from:yyyy-MM-dd HH:mm} {to:yyyy-MM-dd HH:mm}',
      '2026-10-25 00:00 2026-10-26 00:00',
      '2026-10-25%2000%3A00 2026-10-26%2000%3A00',
    ],
    ['{now:HH:mm}', '02:30', '02%3A30'],
    ['/r/{reference}', '/r/CRI-1/2 é', '/r/CRI-1%2F2%20%C3%A9'],
    ['/r/{column:path|raw}', '/r/a/b?c', '/r/a/b?c'],
    ['CF.{{Date}}', 'CF.{Date}', 'CF.{Date}'],
  ];
  for (const [template, plain, inUrl] of cases) {
    test(`${template} is ${plain}, and ${inUrl} in a URL`, () => {
      assert.equal(expandTemplate(template, context), plain);
      assert.equal(expandTemplate(template, context, true), inUrl);
    });
  }
  test('that names a column the list does not have is an error', () => {
    assert.throws(() => expandTemplate('{column:x}', context), TemplateError);
  });
  test('encodes any value so that a URL gives it back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (reference) => {
        const path = expandTemplate('/r/{reference}', { ...context, row: { ...row, reference } }, true);
        assert.equal(decodeURIComponent(path.slice(3)), reference);
        assert.doesNotMatch(path.slice(3), /[/?#]/);
      }),
    );
  });
});

describe('the name of a file', () => {
  const cases: readonly [string, string | undefined][] = [
    ['attachment; filename="a.jpg"', 'a.jpg'],
    ['attachment; filename=a.jpg', 'a.jpg'],
    ['attachment; filename="a;b\\"c.jpg"', 'a;b"c.jpg'],
    ['attachment; filename="e.jpg"; filename*=UTF-8\'\'%C3%A9t%C3%A9.jpg', 'été.jpg'],
    ["attachment; filename*=ISO-8859-1''%e9.jpg; filename=x.jpg", 'é.jpg'],
    ["attachment; filename*=UTF-8''%E9.jpg; filename=x.jpg", 'x.jpg'],
    ['attachment; filename="\u00c3\u00a9.jpg"', 'é.jpg'],
    ['inline', undefined],
    ['attachment; filename=""', undefined],
  ];
  for (const [header, name] of cases) {
    test(`${header} is ${name}`, () => assert.equal(dispositionName(header), name));
  }
  test('in an address is its last segment, decoded once', () => {
    assert.equal(addressName('https://x/a/b%2520c%2Fd.jpg?e=f'), 'b%20c/d.jpg');
    assert.equal(addressName('https://x/a/%E9.jpg'), '%E9.jpg');
    assert.equal(addressName('https://x/a/'), null);
  });
});

describe('an address', () => {
  const never = [
    '169.254.169.254',
    '::ffff:169.254.169.254',
    '[::ffff:a9fe:a9fe]',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    '0.0.0.0',
    '::',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '::169.254.169.254',
  ];
  for (const address of never) test(`${address} is never reached`, () => assert.ok(isNeverReached(address)));
  for (const address of ['127.0.0.1', '10.0.0.1', '8.8.8.8', '::1', '2001:db8::1']) {
    test(`${address} may be, when the recipe names it`, () => assert.ok(!isNeverReached(address)));
  }
  const policy = createAddressPolicy('https://portal.example/', ['cdn.example', '.files.example']);
  for (const url of [
    'https://portal.example/a',
    'https://cdn.example/b',
    'https://a.files.example/c',
    'https://files.example/',
  ]) {
    test(`${url} is allowed`, () => policy.assertAllowed(url));
  }
  const refused = [
    'https://evil.example/',
    'https://portal.example.evil.example/',
    'https://portal.example:8443/',
    'https://xfiles.example/',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://169.254.43518/',
    'http://[::ffff:169.254.169.254]/',
    'http://metadata.google.internal./',
    'file:///etc/passwd',
    'https://u:p@portal.example/',
    'nonsense',
  ];
  for (const url of refused)
    test(`${url} is refused`, () => assert.throws(() => policy.assertAllowed(url), /adresse refusée/));
  const inner = [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    'fd12::1',
    '::ffff:10.1.2.3',
  ];
  for (const address of inner) test(`${address} is private`, () => assert.ok(isPrivate(address)));
  for (const address of ['172.32.0.1', '8.8.8.8', '2001:db8::1']) {
    test(`${address} is not`, () => assert.ok(!isPrivate(address)));
  }

  const leads: readonly [string, string[], 'goes on' | 'is refused'][] = [
    ['portal.example', ['10.1.2.3'], 'goes on'],
    ['cdn.example', ['10.1.2.3'], 'goes on'],
    ['a.files.example', ['8.8.8.8'], 'goes on'],
    ['a.files.example', ['10.1.2.3'], 'is refused'],
    ['a.files.example', ['127.0.0.1'], 'is refused'],
    ['a.files.example', ['8.8.8.8', '192.168.0.1'], 'is refused'],
    ['a.files.example', ['::ffff:127.0.0.1'], 'is refused'],
    ['portal.example', ['169.254.169.254'], 'is refused'],
    ['cdn.example', ['8.8.8.8', 'fe80::1'], 'is refused'],
  ];
  for (const [host, addresses, end] of leads) {
    test(`whose name ${host} leads to ${addresses.join(' and ')} ${end}`, async () => {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      const { lookup } = createAddressPolicy(
        'https://portal.example/',
        ['cdn.example', '.files.example'],
        (_, __, done) => done(null, found),
      );
      const error = await new Promise((resolve) => lookup(host, { all: true }, resolve));
      assert.equal(error instanceof PermanentError, end === 'is refused', String(error));
    });
  }

  test('a recipe cannot name a metadata service', () => {
    assert.throws(() =>
      createAddressPolicy('http://169.254.169.254/', ['169.254.169.254']).assertAllowed('http://169.254.169.254/x'),
    );
  });
  test('is shown without tokens, values and users', () => {
    assert.equal(
      maskAddress('https://u:p@x/NoAuth/rss/me/e71e9dffff88ca99?sid=12&q=Jean#t'),
      'https://x/NoAuth/rss/me/…?sid=…&q=…',
    );
  });
  test('names a photo by what does not change', () => {
    assert.equal(stableAddress('https://x/p?id=3&sig=0123456789abcdef0123'), '/p?id=3');
  });
  test('of a thumbnail is rewritten to the original', () => {
    assert.equal(
      rewriteAddress('https://x/t/9_s.jpg', [{ pattern: /\/t\/(\d+)_s/, replace: '/o/$1' }]),
      'https://x/o/9.jpg',
    );
  });
});

test('a photo is what its name or its type does not exclude', () => {
  const cases: readonly [string | null, string | undefined, boolean][] = [
    ['a.jpg', undefined, false],
    ['a.HEIC', undefined, false],
    [null, undefined, false],
    ['sans extension', undefined, false],
    ['a.pdf', undefined, true],
    ['a.jpg.zip', undefined, true],
    ['a.bin', 'application/octet-stream', false],
    ['a.pdf', 'image/jpeg', false],
    ['a.jpg', 'text/html', true],
  ];
  for (const [name, type, no] of cases) assert.equal(saysNoPhoto(name, type), no, `${name} ${type}`);
});

test('values are text: trimmed, cut, split, and nothing else', () => {
  const plain: Cleaning = { pick: 'first', empty: [], unguard: false };
  assert.deepEqual(cleanValues(['\u00a0 12E45678 '], plain), ['12E45678']);
  assert.deepEqual(cleanValues([' -0B74B63'], { ...plain, unguard: true }), ['-0B74B63']);
  assert.deepEqual(cleanValues(['', 'Non renseigné', 'x'], { ...plain, empty: ['Non renseigné'] }), ['x']);
  assert.deepEqual(cleanValues(['A, B / C'], { ...plain, split: ' / ', pick: 'all' }), ['A, B', 'C']);
  assert.deepEqual(cleanValues(['PTO : 1', 'PTO : 2'], { ...plain, pattern: /PTO : (\S+)/u, pick: 'last' }), ['2']);
  assert.equal(readCount('1\u202f234 interventions'), 1234);
  assert.equal(readCount('aucune'), undefined);
});

test('quiet hours may pass midnight, and end when they say', () => {
  const night = [{ from: '22:00', to: '06:00' }];
  assert.deepEqual(
    ['21:59:59', '22:00:00', '05:59:30', '06:00:00'].map((time) => quietSecondsLeft(night, time)),
    [0, 28_800, 30, 0],
  );
});

test('a Set-Cookie header becomes a cookie of the browser', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  assert.deepEqual(parseSetCookie('sid=a=b; Path=/; HttpOnly; Secure; SameSite=lax; Max-Age=60', now), {
    name: 'sid',
    value: 'a=b',
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    expires: now.getTime() / 1000 + 60,
  });
  assert.equal(parseSetCookie('=x'), undefined);
});

test('a data: address gives its bytes', () => {
  assert.deepEqual([...decodeDataAddress('data:image/png;base64,iVA%3D')], [0x89, 0x50]);
  assert.deepEqual([...decodeDataAddress('data:,%FFa')], [0xff, 0x61]);
});
