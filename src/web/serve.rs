//! The server: binds, prints its address, routes requests, tells open pages of changes.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use tokio::sync::broadcast;

use crate::store::Store;
#[cfg(unix)]
use crate::store::relay::Relay;
use crate::web::guard::Guard;
use crate::web::listen::{Bounded, PATIENCE};
use crate::web::session::Session;
use crate::web::{api, changes, guard, screens, session};
use crate::workbench::{Workbench, steps};

/// The largest request body, in bytes.
const BODY_LIMIT: usize = 256 * 1024;

/// How the page is to be served.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to bind; any but a loopback address needs a password.
    pub bind: IpAddr,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// What HTTP basic authentication asks for, under any user name.
    pub password: Option<String>,
    /// The workspace, in which commands find the server; none serves the page alone.
    pub workspace: Option<Workspace>,
    /// Interview and label of the rendering that the printed address shows.
    pub first: Option<(String, String)>,
}

/// Where the server listens for commands that work on the same workspace.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The workspace's folder.
    pub folder: PathBuf,
    /// A folder for the socket where the path of the workspace is too long for one.
    pub elsewhere: PathBuf,
}

/// Why the page cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An address that other machines reach, and no password.
    #[error("{0} can be reached from other machines, expected a password to go with it")]
    NoPassword(IpAddr),
    /// The address cannot be bound, or the server stopped.
    #[error("cannot serve on {address}: {source}")]
    Io {
        /// What was to be bound.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The socket for commands cannot be made.
    #[error(transparent)]
    Store(crate::store::Error),
    /// The system gives no random numbers for the token.
    #[error("no random numbers for the token: {0}")]
    Random(getrandom::Error),
}

/// What all requests share.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    session: Arc<Mutex<Session>>,
    /// The number of the commit after which something changed.
    pub(crate) changes: broadcast::Sender<u64>,
}

impl Shared {
    /// A session over an open workbench that no page has joined yet.
    pub(crate) fn new(bench: Workbench) -> Shared {
        Shared {
            session: Arc::new(Mutex::new(Session::new(bench))),
            changes: broadcast::channel(64).0,
        }
    }

    /// The session, for one piece of work. A panic elsewhere does not lock it for good: what is
    /// in memory is read again from the store when it is behind.
    pub(crate) fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does a piece of work with the session away from the threads that answer.
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> T + Send + 'static,
    ) -> Result<T, tokio::task::JoinError> {
        let shared = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&mut shared.session())).await;
        self.check_the_rest();
        done
    }

    /// Tells every open page that something changed.
    pub(crate) fn tell(&self, version: u64) {
        // Nobody listening is fine.
        drop(self.changes.send(version));
    }

    /// Checks long renderings that were shown unchecked, without holding the session.
    fn check_the_rest(&self) {
        let waiting = self.session().for_checking();
        for (path, opened) in waiting {
            let shared = self.clone();
            tokio::task::spawn_blocking(move || {
                let (settings, memory) = {
                    let session = shared.session();
                    (session.settings_for(&opened.interview.name), session.memory())
                };
                let check = || steps::check_remembering(&opened.aligned, &settings, &memory);
                // Half of the processors, so that the page stays quick meanwhile.
                let threads = rayon::current_num_threads().div_ceil(2);
                let checked = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
                    Ok(pool) => pool.install(check),
                    Err(_) => check(),
                };
                let is_taken = shared.session().take(&path, &opened, checked);
                if is_taken {
                    shared.tell(u64::MAX);
                } else {
                    // The text has changed meanwhile.
                    shared.check_the_rest();
                }
            });
        }
    }
}

/// The routes, behind the guard.
pub(crate) fn router(shared: Shared, guard: Guard) -> Router {
    Router::new()
        .route("/", get(screens::documents))
        .route("/r/{interview}/{label}", get(screens::review))
        .route("/diff/{interview}/{label}", get(changes::changes))
        .route("/history/{interview}/{label}", get(screens::history))
        .route("/terms", get(screens::terms))
        .route("/search", get(screens::search))
        .route("/assets/{name}", get(screens::asset))
        .route("/api/rows/{interview}/{label}", get(api::rows))
        .route("/api/index/{interview}/{label}", get(api::index))
        .route("/api/text/{interview}/{label}", get(api::text))
        .route("/api/xray/{interview}/{label}", get(api::xray))
        .route("/api/do/{interview}/{label}", post(api::act))
        .route("/api/many/{interview}/{label}", post(api::many))
        .route("/api/events", get(api::events))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(guard, guard::check))
        .with_state(shared)
}

/// Serves the page until the process is told to stop. `ready` gets the full address as soon as
/// requests are taken.
///
/// # Errors
///
/// [`Error`] when the address cannot be bound, or would be open to others without a password.
pub fn serve(bench: Workbench, options: Options, ready: impl FnOnce(&str)) -> Result<(), Error> {
    if !options.bind.is_loopback() && options.password.is_none() {
        return Err(Error::NoPassword(options.bind));
    }
    let address = SocketAddr::new(options.bind, options.port);
    let io = |source| Error::Io { address, source };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(io)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.map_err(io)?;
        let local = listener.local_addr().map_err(io)?;
        let guard = Guard::new(hosts(local), local.port(), options.password).map_err(Error::Random)?;
        let page = match &options.first {
            Some((interview, label)) => format!("/r/{}", screens::address(interview, label)),
            None => "/".to_owned(),
        };
        let host = if local.ip().is_unspecified() {
            SocketAddr::new(IpAddr::from([127, 0, 0, 1]), local.port())
        } else {
            local
        };
        let shared = Shared::new(bench);
        #[cfg(unix)]
        let _relay = match &options.workspace {
            Some(workspace) => Some(relay(workspace, &shared)?),
            None => None,
        };
        ready(&format!("http://{host}{page}?token={}", guard.token()));
        if let Some((interview, label)) = options.first {
            // While the browser starts, the text is opened.
            let (shared, path) = (shared.clone(), session::Path { interview, label });
            drop(tokio::spawn(async move {
                shared.with(move |session| session.sheet(&path).map(|_| ())).await
            }));
        }
        axum::serve(Bounded::new(listener, PATIENCE), router(shared, guard))
            .with_graceful_shutdown(stopped())
            .await
            .map_err(io)
    })
}

/// Lets commands reach the store while the server has it, and tells the pages what they did.
#[cfg(unix)]
fn relay(workspace: &Workspace, shared: &Shared) -> Result<Arc<Relay>, Error> {
    let secret = guard::random_word().map_err(Error::Random)?;
    let relay =
        Arc::new(Relay::listen(&workspace.folder, &workspace.elsewhere, secret).map_err(Error::Store)?);
    let (listening, shared) = (Arc::clone(&relay), shared.clone());
    std::thread::spawn(move || {
        listening.serve(move |work: &mut dyn FnMut(&mut dyn Store)| {
            let mut session = shared.session();
            let store = session.bench().store();
            let before = store.last_commit();
            work(store);
            let after = store.last_commit();
            if after != before {
                // A store that cannot be read now says so at the next request.
                drop(session.take_in_lists());
            }
            drop(session);
            if after != before {
                shared.tell(after);
            }
        });
    });
    Ok(relay)
}

/// The `Host` values that the server answers to.
fn hosts(local: SocketAddr) -> Vec<String> {
    let mut hosts = vec![local.to_string()];
    if local.ip().is_loopback() || local.ip().is_unspecified() {
        hosts.push(format!("localhost:{}", local.port()));
        hosts.push(format!("127.0.0.1:{}", local.port()));
    }
    hosts
}

/// Waits for Ctrl-C or a request to end. Every decision is on disk already.
async fn stopped() {
    let interrupt = async {
        drop(tokio::signal::ctrl_c().await);
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

#[cfg(test)]
mod tests;
