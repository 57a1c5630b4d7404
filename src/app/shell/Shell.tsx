/**
 * The frame that stands in index.html before any script has run, from the components that the app uses: for wide windows
 * and for phones, of which the style sheet shows one. `boot.ts` fills it with the first picture; React replaces it.
 * Rendered at build time, so nothing here may read stores, the window or the document.
 */
import { DOCK_TABS } from '#experiment/dockTabs.ts';
import { LAB_PANES } from '#experiment/labPanes.ts';
import * as say from '#messages/generated/frame.ts';
import { DesktopFrame } from '#views/frame/DesktopFrame.tsx';
import { MetricsRows } from '#views/frame/MetricsRows.tsx';
import { OutputFrame } from '#views/frame/OutputFrame.tsx';
import { PhoneFoot, PhoneFrame, PhoneTogether } from '#views/frame/PhoneFrame.tsx';
import { phoneTabs } from '#views/frame/phoneTabs.ts';
import { TopBarFrame } from '#views/frame/TopBarFrame.tsx';

export function Shell() {
  return (
    <>
      <DesktopFrame
        isShell
        top={<TopBarFrame start={<Title />} />}
        data={
          <div className="region-head">
            <h2>{say.data()}</h2>
          </div>
        }
        plan={<div className="plan-strip" />}
        diagram={<Diagram />}
        output={<Output beside={false} />}
        dock={
          <div className="dock">
            <div className="dock-bar">
              <div className="dock-tabs">
                {DOCK_TABS.map(({ name, label }, index) => (
                  <button key={name} type="button" aria-selected={index === 0 || undefined}>
                    {label()}
                  </button>
                ))}
              </div>
              <div className="lab-tabs">
                {LAB_PANES.map(({ name, label }, index) => (
                  <button key={name} type="button" aria-current={index === 0 || undefined}>
                    {label()}
                  </button>
                ))}
              </div>
            </div>
          </div>
        }
      />
      <PhoneFrame
        isShell
        page={<PhoneTogether title={<Title />} network={<Diagram />} output={<Output beside />} />}
        foot={
          <PhoneFoot
            tabs={phoneTabs().map(({ id, label }) => (
              <button key={id} type="button">
                <span>{label}</span>
              </button>
            ))}
          />
        }
      />
    </>
  );
}

const Title = () => <input className="title-field" />;

function Diagram() {
  return (
    <div className="network">
      <div className="network-scroll">
        <div className="network-diagram">
          <canvas className="network-canvas" />
        </div>
      </div>
    </div>
  );
}

function Output({ beside }: { readonly beside: boolean }) {
  return (
    <div className="output">
      <OutputFrame
        beside={beside}
        numbers={<MetricsRows stacked={beside} textOf={() => ''} hasAccuracy />}
        predictions={<canvas className={beside ? 'prediction-map prediction-map-small' : 'prediction-map'} />}
      />
    </div>
  );
}
