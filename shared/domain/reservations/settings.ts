/** The rules that are configured. */
export interface ReservationSettings {
  readonly maxHours: number;
  readonly maxAdvanceDays: number;
  /** GPU-hours per owner and week; 0 is none. */
  readonly quotaGpuHoursWeek: number;
  /** The IANA zone of the weeks. */
  readonly zone: string;
}

/** How far in the past a start may lie for it to count as now. */
export const startToleranceSeconds = 60;
/** Lines of one reservation. */
export const maxLines = 50;
/** Lines that touch one day of one machine: a document of the ledger stays small. */
export const maxItemsADay = 5_000;
