/** Facts about one stored object. Sizes are bytes, times are ISO 8601 UTC. */
export interface ObjectInfo {
  readonly name: string;
  readonly bytes: number;
  readonly updatedAt: string;
  /** Differs after every write, even of the same bytes; says nothing else. */
  readonly version: string;
}

export type ObjectBody = AsyncIterable<Uint8Array> | Uint8Array | string;

/**
 * Named byte sequences in buckets (Cloud Storage; a folder when embedded).
 * Names are `/`-separated, at most 1024 bytes, each part at most 255 bytes, no part empty, `.` or `..`, no NUL, CR or LF
 * (`object-names.ts`): anything else is an `InvalidRequestError`. Do not use an object's name as the folder of another (`a` and `a/b`):
 * a store of files refuses the second with that error too. Buckets belong to the deployment: in one that is not there
 * nothing is found, and writing to it is a `NotFoundError` in the cloud (a store of files makes it).
 */
export interface ObjectStore {
  /**
   * Stores the body under the name, whole or not at all: a body that throws, or a process that dies, leaves what was
   * there before. Replaces an existing object unless `ifAbsent`, which then throws `AlreadyExistsError`.
   * @throws StorageFullError when the store is full.
   */
  write(
    bucket: string,
    name: string,
    body: ObjectBody,
    options?: { readonly contentType?: string; readonly ifAbsent?: boolean },
  ): Promise<ObjectInfo>;
  /** Streams the object's bytes. @throws NotFoundError before the first byte when it is not there. */
  read(bucket: string, name: string): AsyncIterable<Uint8Array>;
  /** Facts about the object, or undefined when it is not there. */
  stat(bucket: string, name: string): Promise<ObjectInfo | undefined>;
  /** The objects whose name starts with the prefix, in the order of their names' UTF-8 bytes. An unknown bucket is empty. */
  list(bucket: string, prefix: string): AsyncIterable<ObjectInfo>;
  /** Copies whole or not at all, replacing the target. @throws NotFoundError when the source is not there. */
  copy(
    source: { readonly bucket: string; readonly name: string },
    target: { readonly bucket: string; readonly name: string },
  ): Promise<void>;
  /** Deletes the object; deleting what is not there is done already. */
  delete(bucket: string, name: string): Promise<void>;
}
