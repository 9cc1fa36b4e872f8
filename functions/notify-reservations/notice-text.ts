import type { ReservationEvent } from '../../shared/domain/reservations/event.ts';
import { formatInstant, type Instant } from '../../shared/domain/reservations/instant.ts';
import { writeRessource, writeWhole } from '../../shared/domain/reservations/published.ts';
import { formatInZone } from '../../shared/domain/zone.ts';
import type { DocumentData } from '../../shared/ports/documents.ts';

const titles = {
  confirmation: 'confirmée',
  modification: 'modifiée',
  annulation: 'annulée',
} as const;

/** The JSON that a webhook gets. */
export function writeNotice({ id, evenement, date, reservation, ressource }: ReservationEvent): DocumentData {
  return {
    id,
    evenement,
    date: formatInstant(date),
    reservation: reservation === null ? null : writeWhole(reservation),
    ...(ressource === null ? {} : { ressource: writeRessource(ressource) }),
  };
}

/** The mail that people get; hours are those of the zone. */
export function writeMail(event: ReservationEvent, zone: string): { readonly subject: string; readonly text: string } {
  const { evenement, reservation, ressource, acteur } = event;
  if (evenement === 'capacite' || reservation === null) {
    const subject = `Machine ${ressource?.id} : capacité réduite`;
    const left = `Il reste ${ressource?.quantiteGPU} GPU et ${ressource?.quantiteMemoire} de mémoire.`;
    return { subject, text: `${subject}, par ${acteur}.\n${left} Toutes les réservations à venir y tiennent.\n` };
  }
  const { id, debut, fin, lignes, nomUtilisateur } = reservation;
  const lines = lignes.map(
    ({ idRessource, nbGPU, nbMemoire }) => `- machine ${idRessource} : ${nbGPU} GPU, ${nbMemoire} de mémoire`,
  );
  const subject = `Réservation ${id} ${titles[evenement]} : ${at(debut, zone)}`;
  const facts = [
    `La réservation ${id} de ${nomUtilisateur} est ${titles[evenement]} (par ${acteur}).`,
    `Du ${at(debut, zone)} au ${at(fin, zone)} (${zone}).`,
    ...(lines.length === 0 ? ['Elle ne tient aucune machine.'] : lines),
  ];
  return { subject: subject.replace(/\s+/g, ' '), text: `${facts.join('\n')}\n` };
}

function at(instant: Instant, zone: string): string {
  return formatInZone(new Date(instant * 1000), 'dd/MM/yyyy HH:mm', zone);
}
