const meter = { calls: 0, rows: 0 };

/** Counts one request to the fleet's API, for whoever follows a run in this process. */
export function countFleetCall(): void {
  meter.calls += 1;
}

/** Counts rows that are in the warehouse. */
export function countFleetRows(rows: number): void {
  meter.rows += rows;
}

/** What this process has done for the fleet so far. */
export function readFleetMeter(): Readonly<typeof meter> {
  return { ...meter };
}
