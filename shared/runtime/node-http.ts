/** Node's `http`. An `import` of it reads all its names, one of which loads Node's WebSocket client: 60 ms of a start. */
export const http = process.getBuiltinModule('node:http');
