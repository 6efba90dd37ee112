import { createServer, type AddressInfo, type Server } from 'node:net';
import { send } from '../../../bin/cloud/transport';

const trust = { authorities: '', verify: true };

/** Answers every request with these bytes. */
const answering = async (bytes: string): Promise<{ readonly server: Server; readonly url: string }> => {
  const server = createServer((socket) => socket.on('data', () => socket.write(bytes)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
};

test('an answer to HEAD is one, even with the end of a body behind it, as Swift writes it', async () => {
  const { server, url } = await answering(
    'HTTP/1.1 204 No Content\r\nX-Versions-Enabled: True\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  );
  try {
    for (const method of ['HEAD', 'HEAD', 'DELETE']) {
      const sent = await send({ method, url, headers: {}, timeoutMs: 5000, trust });
      expect(sent).toMatchObject({ kind: 'answered', status: 204, headers: { 'x-versions-enabled': 'True' }, text: '' });
    }
  } finally {
    server.close();
  }
});
