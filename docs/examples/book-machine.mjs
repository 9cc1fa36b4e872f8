// A program that books a machine, extends its slot and releases it. TERRAIN_URL and TERRAIN_TOKEN: see the README.
const { TERRAIN_URL: url = 'http://127.0.0.1:8080/reservations', TERRAIN_TOKEN: token } = process.env;
const ask = async (method, path, body, headers = {}) => {
  const sent = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers };
  const answer = await fetch(url + path, { method, headers: sent, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return { etag: answer.headers.get('etag'), body: answer.status === 204 ? null : await answer.json() };
};
const [slot] = (await ask('GET', '/Creneau?gpu=2&memoire=4&duree=60&limite=1')).body.Creneaux;
const lignes = [{ idRessource: slot.idRessource, nbGPU: 2, nbMemoire: 4 }];
const { date_debut, date_fin } = slot;
const booked = await ask(
  'POST',
  '/Reservation',
  { date_debut, date_fin, lignes },
  { 'idempotency-key': `job-${date_debut}`.replace(/\W/g, '') },
);
const end = new Date(Date.parse(date_fin) + 30 * 60_000).toISOString();
const longer = await ask('PATCH', `/Reservation/${booked.body.id}`, { date_fin: end }, { 'if-match': booked.etag });
await ask('DELETE', `/Reservation/${booked.body.id}`, undefined, { 'if-match': longer.etag });
console.log(`machine ${slot.idRessource}: booked from ${date_debut}, extended to ${longer.body.date_fin}, released`);
