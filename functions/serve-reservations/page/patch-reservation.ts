import type { ApiError } from '../../../shared/pages/browser/api.ts';
import type { Desk } from './desk.ts';
import type { Booked } from './planning.ts';

/** Changes a reservation as it was shown, unless somebody was faster. @returns its new ETag. @throws ApiError */
export async function patchReservation(
  { api }: Desk,
  { id, etag }: Pick<Booked, 'id' | 'etag'>,
  body: object,
): Promise<string> {
  const answer = await api.open(`/Reservation/${id}`, { method: 'PATCH', body, headers: { 'if-match': etag } });
  return answer.headers.get('etag') ?? '';
}

/** Whether somebody changed it, or took it away, since it was shown. */
export function wasFaster({ status }: ApiError): boolean {
  return status === 412 || status === 404;
}
