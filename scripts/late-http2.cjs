// HTTP/2 of undici, and Node's with it, is loaded at the first connection that speaks it. The build puts this file in the
// place of undici's own.
module.exports = (client, socket) => require('undici/lib/dispatcher/client-h2.js')(client, socket);
