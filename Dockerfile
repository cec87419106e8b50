# The service alone; its Postgres is another container: see compose.yaml and docs/self-hosting.md.

FROM node:22-slim AS build
WORKDIR /tyck
RUN npm install --global pnpm@12.21.0
COPY . .
RUN pnpm install --frozen-lockfile --filter @tyck/api... --filter @tyck/widget... --filter @tyck/console...
RUN node packages/widget/build.mjs && node packages/console/build.mjs && node packages/api/build.mjs
# Again, for only what the service needs: neither what built it nor a Postgres of its own.
RUN rm -rf node_modules packages/*/node_modules && \
  pnpm install --frozen-lockfile --filter @tyck/api --prod --no-optional

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4400 TYCK_DATA_DIR=/data
WORKDIR /tyck
COPY --from=build /tyck/node_modules node_modules
COPY --from=build /tyck/packages/api/node_modules packages/api/node_modules
COPY --from=build /tyck/packages/api/dist packages/api/dist
COPY --from=build /tyck/packages/widget/dist packages/widget/dist
COPY --from=build /tyck/packages/console/dist packages/console/dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4400
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4400/readyz').then(reply => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "packages/api/dist/server.js"]
